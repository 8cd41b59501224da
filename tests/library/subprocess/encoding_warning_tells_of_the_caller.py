"""The line that a warning of a missing encoding names is the caller's, through run() too."""
# options: -X warn_default_encoding
import subprocess
import warnings

with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    subprocess.run(["true"], text=True)
    subprocess.check_output(["true"], text=True)
for warning in told:
    print(warning.filename == __file__, warning.lineno)
# expect: True 8
# expect: True 9
