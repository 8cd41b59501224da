# A spawned process does not import the __main__ of a package that is run with -m.
import os
import subprocess
import sys

folder = os.path.join(os.path.dirname(__file__), "helpers")
done = subprocess.run([sys.executable, "-m", "counts"], cwd=folder, capture_output=True, text=True,
                      env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"})
print(done.stdout, done.stderr, done.returncode)
# expect: main
# expect: [2.0, 3.0]
# expect: [2.0, 3.0]
# expect:   0
