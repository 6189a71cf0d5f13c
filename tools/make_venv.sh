#!/bin/sh
# Makes the virtual environment named by $1 with the first Python that is new enough, or says what
# is missing. Leaves one alone that works already.
set -eu
venv=$1

"$venv/bin/python" -m pip --version >/dev/null 2>&1 && exit 0

python=
for name in python3 python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$name
        break
    fi
done

if [ -z "$python" ]; then
    echo "Backstay needs Python 3.11 or newer; this computer has none." >&2
    echo "  sudo apt install python3 python3-venv" >&2
    exit 3
fi

if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    echo "$("$python" --version) cannot make a virtual environment here." >&2
    echo "  sudo apt install $package" >&2
    exit 3
fi

echo "Making $venv with $("$python" --version)"
"$python" -m venv --clear "$venv"
