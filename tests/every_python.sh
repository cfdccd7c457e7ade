#!/bin/sh
# Run the unit tests on every Python named in $1 that this machine has.
set -eu
ran=0
for version in $1; do
    python=$(command -v "python$version" || true)
    # A version manager's shim may stand for a Python that is not there.
    if [ -z "$python" ] || ! "$python" -c "" 2>/dev/null; then
        python=$(ls "$HOME/.pyenv/versions/$version".*/bin/python 2>/dev/null | tail -1 || true)
    fi
    if [ -z "$python" ]; then
        echo "python$version: not on this machine"
        continue
    fi
    echo "python$version: $python"
    make unit test-slow PYTHON="$python" VENV=".venv-$version"
    ran=$((ran + 1))
done
[ "$ran" -gt 0 ]
