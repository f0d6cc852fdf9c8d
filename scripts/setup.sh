#!/bin/sh
# Everything the robot needs on a Debian 12 machine, without a question: Debian packages, a virtual environment,
# pinned and hash-checked Python packages. Quick when there is nothing to do.
#   scripts/setup.sh run   what `make run` needs
#   scripts/setup.sh dev   also what the tests need
set -eu
kind=${1:?run or dev}
cd "$(dirname "$0")/.."
venv=.venv
lock=requirements/$kind.txt

say() { printf '%s\n' "setup: $*" >&2; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else
        say "these Debian packages are missing and this account may not install them: $missing"
        say "as root: apt-get install -y $missing"
        exit 1
    fi
}

python=$(command -v python3 || true)
missing=
if [ -z "$python" ] || ! "$python" -c 'import ensurepip, venv, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=/usr/bin/python3
    "$python" -c 'import ensurepip, venv, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || missing="python3 python3-venv"
fi
if [ "$kind" = dev ] && ! command -v chromium >/dev/null; then missing="$missing chromium"; fi
if [ -n "$missing" ]; then
    say "installing Debian packages: $missing"
    export DEBIAN_FRONTEND=noninteractive
    as_root apt-get -qq update >&2
    # shellcheck disable=SC2086
    as_root apt-get -qq install -y --no-install-recommends $missing >&2
fi

wanted=$(cat "$lock" pyproject.toml | sha256sum | cut -d' ' -f1)
if [ "$(cat $venv/installed-$kind 2>/dev/null)" != "$wanted" ] || [ ! -x $venv/bin/kiosk ]; then
    say "installing Python packages into $venv (about a minute the first time)"
    [ -x $venv/bin/python ] || "$python" -m venv $venv
    $venv/bin/pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$lock"
    $venv/bin/pip install --quiet --disable-pip-version-check --no-input --no-deps --no-build-isolation -e .
    echo "$wanted" >$venv/installed-$kind
fi

# For a microphone or loudspeaker of the robot's own. All else works without it, so it is tried once, and may fail.
if [ ! -e $venv/sound-tried ] && ! $venv/bin/python -c 'import ctypes.util as u, sys; sys.exit(not u.find_library("portaudio"))'; then
    say "installing the Debian package libportaudio2"
    export DEBIAN_FRONTEND=noninteractive
    if [ "$(id -u)" = 0 ]; then root=; else root="sudo -n"; fi
    { $root apt-get -qq update && $root apt-get -qq install -y --no-install-recommends libportaudio2; } >&2 ||
        say "it is missing: the robot runs, without sound devices of its own (as root: apt-get install libportaudio2)"
    touch $venv/sound-tried
fi
