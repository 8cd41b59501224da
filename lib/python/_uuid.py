"""What CPython asks the system's libuuid for; here uuid makes the numbers itself."""

has_uuid_generate_time_safe = 0
