#!/bin/sh
# Sets pbdesk up beside the Makefile: system libraries, .venv, the packages of requirements.lock, pbdesk itself.
#
# As root on Debian and its kin it installs what is missing; otherwise it says in one sentence what to install, and stops.
# PYTHON=/path/to/python chooses the Python; else the newest of 3.12 or later that has venv and ensurepip.
# pip's own variables work as ever: PIP_NO_INDEX=1 PIP_FIND_LINKS=wheels sets up without a network.
set -eu
cd "$(dirname "$0")/.."
venv=.venv
log=$venv/setup.log

# What Qt loads at run time, and the Debian package that holds it.
libraries='
libGL.so.1            libgl1
libEGL.so.1           libegl1
libxkbcommon.so.0     libxkbcommon0
libX11.so.6           libx11-6
libfontconfig.so.1    libfontconfig1
libdbus-1.so.3        libdbus-1-3
libglib-2.0.so.0      libglib2.0-0t64
'

# The same for windows on a real screen (X11): counting, checking, signing and the tests do without.
screen_libraries='
libX11-xcb.so.1       libx11-xcb1
libxcb-cursor.so.0    libxcb-cursor0
libxcb-icccm.so.4     libxcb-icccm4
libxcb-keysyms.so.1   libxcb-keysyms1
libxcb-randr.so.0     libxcb-randr0
libxcb-shape.so.0     libxcb-shape0
libxcb-xkb.so.1       libxcb-xkb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
'

# What tests use to watch, open and check without us. Where one is missing they are skipped with a sentence
# (tests/skips.py), and a run that has CI set fails.
tools='
ssh-keygen   openssh-client
openssl      openssl
unzip        unzip
zip          zip
perl         perl
pdfsig       poppler-utils
strace       strace
tesseract    tesseract-ocr
dbus-daemon  dbus-daemon
dbus-monitor dbus-bin
chromium     chromium
npm          npm
'

stop() {
    printf 'pbdesk: %s\n' "$*" >&2
    exit 1
}

here() { command -v "$1" >/dev/null 2>&1; }

fits() { "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; }

newest_python() {
    best=0 found=
    for candidate in ${PYTHON:-/usr/bin/python3 python3.14 python3.13 python3.12 python3}; do
        fits "$candidate" || continue
        age=$("$candidate" -c 'import sys; print(sys.version_info[0] * 1000 + sys.version_info[1])')
        if [ "$age" -gt "$best" ]; then best=$age found=$candidate; fi
    done
    printf '%s' "$found"
}

# Column $2 (1: library, 2: package) of every library of the list $1 that the dynamic linker does not know.
missing_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    known=$(PATH=$PATH:/usr/sbin:/sbin ldconfig -p)
    printf '%s' "$1" | while read -r library package; do
        [ -n "$library" ] || continue
        case $known in *"$library "*) continue ;; esac
        if [ "$2" = 1 ]; then printf '%s ' "$library"; else printf '%s ' "$package"; fi
    done
}

missing_tools() {
    printf '%s' "$tools" | while read -r tool package; do
        [ -n "$tool" ] || continue
        here "$tool" || printf '%s ' "$package"
    done
}

# Whether the system's own Python, with all its packages, would be new enough.
system_python_would_do() {
    [ -z "${PYTHON:-}" ] || return 1
    [ ! -x /usr/bin/python3 ] || /usr/bin/python3 -c 'import sys; sys.exit(sys.version_info < (3, 12))'
}

# Debian's packages that are missing: Python where none fits, and Qt's libraries.
missing_packages() {
    if [ -z "$(newest_python)" ] && system_python_would_do; then printf 'python3 python3-venv '; fi
    missing_libraries "$libraries" 2
}

apt_install() {
    echo "Installing system packages: $*"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } >"$log" 2>&1
}

install_packages() {
    if [ "$(id -u)" != 0 ]; then
        # shellcheck disable=SC2046  # the words of a list
        set -- "$@" $(missing_libraries "$screen_libraries" 2)
        stop "Some system packages are missing. Run this, then the same command again: sudo apt-get install $*"
    fi
    if ! apt_install "$@"; then
        tail -n 15 "$log" >&2
        stop "apt-get could not install: $*. Is there a network? All that it said is in $log."
    fi
}

prepare_system() {
    missing=$(missing_packages)
    # shellcheck disable=SC2086  # the words of a list
    if [ -n "$missing" ] && here apt-get; then
        install_packages ${missing% }
    elif [ -n "$(missing_libraries "$libraries" 1)" ]; then
        stop "Qt needs these libraries; please install the packages of your system that hold them:" \
            "$(missing_libraries "$libraries" 1)"
    fi
    [ -n "$(newest_python)" ] || stop "Python 3.12 or later, with venv and ensurepip, is needed and was not found;" \
        "install one, or name it: make PYTHON=/path/to/python test."
}

# What a window on a real screen needs stops nothing else: without it there is a sentence.
prepare_screen() {
    missing=$(missing_libraries "$screen_libraries" 2)
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086  # the words of a list
    if [ "$(id -u)" = 0 ] && here apt-get && apt_install ${missing% }; then return 0; fi
    echo "The window will not open on a real screen until these are installed: ${missing% }. All else works."
}

# All at once; where that fails one after the other, so that a package which this system does not have keeps no other back.
prepare_tools() {
    missing=$(missing_tools)
    [ -n "$missing" ] && [ "$(id -u)" = 0 ] && here apt-get || return 0
    # shellcheck disable=SC2086  # the words of a list
    if apt_install ${missing% }; then return 0; fi
    for package in $missing; do
        apt_install "$package" || echo "$package could not be installed; what uses it will be skipped."
    done
}

unreachable='NameResolution|Temporary failure|NewConnection|unreachable|ConnectTimeout|Read timed out|Max retries|ProxyError'

pip_install() {
    if ! "$venv/bin/python" -m pip install --disable-pip-version-check --no-input --retries 2 "$@" >"$log" 2>&1; then
        if grep -qE "$unreachable" "$log"; then
            stop "The Python packages could not be fetched: no package index answers. Connect to a network and run the same" \
                "command again."
        fi
        tail -n 15 "$log" >&2
        stop "pip could not install; its last lines stand above, all of them in $log."
    fi
}

make_venv() {
    ! fits "$venv/bin/python" || return 0
    python=$(newest_python)
    echo "Making $venv with $("$python" -V)"
    rm -f "$venv/requirements.lock"
    "$python" -m venv --clear "$venv" || stop "$python could not make $venv."
}

install_locked() {
    ! cmp -s requirements.lock "$venv/requirements.lock" || return 0
    echo "Installing the locked Python packages (1.1 GB on disk, about a minute)"
    pip_install --require-hashes --only-binary :all: -r requirements.lock
    cp requirements.lock "$venv/requirements.lock"
}

mkdir -p "$venv"
prepare_system
prepare_screen
prepare_tools
make_venv
install_locked
pip_install --no-deps --no-build-isolation --editable .
