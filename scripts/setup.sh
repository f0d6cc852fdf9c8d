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
if ! $venv/bin/python -c 'import smartcard' 2>/dev/null; then # built here
    command -v cc >/dev/null || missing="$missing gcc libc6-dev"
    command -v swig >/dev/null || missing="$missing swig"
    [ -e /usr/include/PCSC/winscard.h ] || missing="$missing libpcsclite-dev"
    "$python" -c 'import pathlib, sys, sysconfig as s; sys.exit(not pathlib.Path(s.get_path("include"), "Python.h").exists())' \
        2>/dev/null || missing="$missing python3-dev"
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

# For devices of the robot's own: sound, codes, cards. All else works without them, so they are tried once, and may fail.
if [ ! -e $venv/devices-tried ]; then
    has() { $venv/bin/python -c 'import ctypes.util as u, sys; sys.exit(not u.find_library(sys.argv[1]))' "$1"; }
    devices=
    has portaudio || devices="$devices libportaudio2"
    has zbar || devices="$devices libzbar0"
    [ -x /usr/sbin/pcscd ] || devices="$devices pcscd libccid"
    export DEBIAN_FRONTEND=noninteractive
    if [ "$(id -u)" = 0 ]; then root=; else root="sudo -n"; fi
    if [ -n "$devices" ]; then
        say "installing Debian packages for devices: $devices"
        # shellcheck disable=SC2086
        { $root apt-get -qq update && $root apt-get -qq install -y --no-install-recommends $devices; } >&2 ||
            say "missing: the robot runs, without some devices of its own (as root: apt-get install$devices)"
    fi
    # The simulated card reader. Only its driver: installed as a package it opens the system's card daemon to the network.
    reader=$(mktemp -d)
    chmod 755 "$reader"
    if (cd "$reader" && apt-get -qq download vsmartcard-vpcd && dpkg-deb -x vsmartcard-vpcd_*.deb .) >/dev/null 2>&1; then
        cp -L "$reader/usr/lib/pcsc/drivers/serial/libifdvpcd.so" $venv/lib/
    else
        say "vsmartcard-vpcd could not be fetched: the simulator has no card reader"
    fi
    rm -rf "$reader"
    touch $venv/devices-tried
fi
