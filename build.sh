#!/usr/bin/env bash
# ./build.sh demo | test | pack
# One compiler for all projects, and no counting for optimisations that short runs never reach.
export UseSharedCompilation=true DOTNET_TieredPGO=0
exec dotnet run --project "$(dirname "$0")/build/scripts" -- "$@"
