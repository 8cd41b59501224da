/* Keys from passwords: functions of the module _hashes. */
#ifndef LIB_NATIVE_HASH_KEY_DERIVATION_H
#define LIB_NATIVE_HASH_KEY_DERIVATION_H

#include "vm/value.h"

Value hash_pbkdf2_hmac(Value module, Value *args);
Value hash_scrypt(Value module, Value *args);

#endif
