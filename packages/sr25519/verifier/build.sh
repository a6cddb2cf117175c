#!/usr/bin/env bash
# Compiles the verifier and writes it to src/verifier-wasm.ts, where it is kept: nobody needs Rust to use the
# package. The same toolchain (rust-toolchain.toml) writes the same bytes. Needs rustup.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export RUSTFLAGS="-C target-feature=+simd128 --remap-path-prefix=$PWD=verifier"
cargo fetch --quiet --locked
# No path of this machine in panic messages.
for crates in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do
  RUSTFLAGS+=" --remap-path-prefix=$crates=crates"
done
cargo build --quiet --locked --release --target wasm32-unknown-unknown
{
  echo '// Written by verifier/build.sh from verifier/src; not to be edited.'
  echo '/** The compiled verifier, in base64. */'
  echo 'export const VERIFIER_WASM ='
  echo "  '$(base64 -w0 target/wasm32-unknown-unknown/release/verifier.wasm)'"
} >../src/verifier-wasm.ts
