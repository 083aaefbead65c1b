#!/bin/sh
# Fetches the third-party files of the front end: pinned, hash-checked, licences beside them.
# Run by hand when a version changes, from a clone with its .venv: `council/deploy/vendor.sh`.
# The results are committed; nothing here runs when the site is installed or served.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
static="$here/council/static/council"
python="$here/.venv/bin/python"  # brings fonttools and brotli
fonts="$static/fonts" vendor="$static/vendor"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$fonts" "$vendor"
cd "$work"

# $1 name@version, $2 sha512 in base64 as the registry states it. Install scripts never run.
fetch() {
    archive=$(npm pack --ignore-scripts --silent "$1")
    have=$("$python" -c "
import base64, hashlib, pathlib, sys
print(base64.b64encode(hashlib.sha512(pathlib.Path(sys.argv[1]).read_bytes()).digest()).decode())" "$archive")
    [ "$have" = "$2" ] || { echo "$1 has another hash: $have" >&2; exit 1; }
    rm -rf package
    tar -xzf "$archive"
}

# $1 source, $2 output, $3 characters kept
subset() {
    "$python" -m fontTools.subset "package/files/$1" --unicodes="$3" \
        --layout-features='*' --flavor=woff2 --output-file="$fonts/$2"
}

fetch idiomorph@0.8.0 \
    R47JBL+6jHDQvcnbppIUtXXcxi5h6+wuCEEZXnRhUltsgzPFKzThL5PuHppP9ypJuy+7WawcY1TsSBD/iQbMhw==
{ # the small build, made importable: a tenth of the readable one on the wire
    cat package/dist/idiomorph.min.js
    printf '\nexport { Idiomorph };\n'
} > "$vendor/idiomorph.esm.js"
cp package/LICENSE "$vendor/LICENSE-idiomorph.txt"

fetch htmx.org@2.0.11 \
    Thx/WtpeOQqSrqBCw/A1cwGJGg4UrVa3+sW0GmrM3p4gJgO89ecH4qtbnyzDDWFvBTqjnIMCgELTNt636dtamA==
cp package/dist/htmx.min.js "$vendor/htmx.min.js"
cp package/LICENSE "$vendor/LICENSE-htmx.txt"

latin_extended=U+0100-017F,U+018F,U+01E6-01E7,U+0218-021B,U+0259,U+1E9E,U+20B4,U+20BA,U+20BD
arabic=U+0600-06FF,U+200C-200F,U+2066-2069,U+FDFC
fetch @fontsource-variable/noto-sans@5.3.0 \
    e3ZuxzY9AL2psXPZlhwhnYrHUHv6PMoyK9MQ7croF0CUgURLqu9EMjW7q2FgVLwij1tjLsIHQrnwQ8aUcg4BiA==
cp package/files/noto-sans-latin-wght-normal.woff2 "$fonts/noto-sans-latin.woff2"
cp package/files/noto-sans-cyrillic-wght-normal.woff2 "$fonts/noto-sans-cyrillic.woff2"
subset noto-sans-latin-ext-wght-normal.woff2 noto-sans-latin-ext.woff2 "$latin_extended"
cp package/LICENSE "$fonts/OFL-noto-sans.txt"

fetch @fontsource-variable/vazirmatn@5.3.0 \
    ZA68W8JHbMdNzzwjYHUWKB2PH22QpxNEnk0ukcXM+XiqYMV6ZWJZAKuNXcrMR2JjuIAwsfAU3KknCXPI6wXUvw==
subset vazirmatn-arabic-wght-normal.woff2 vazirmatn-arabic.woff2 "$arabic"
cp package/LICENSE "$fonts/OFL-vazirmatn.txt"

ls -l "$fonts" "$vendor"
