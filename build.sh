#!/usr/bin/env bash
# ./build.sh demo | test | pack
exec dotnet run --project "$(dirname "$0")/build/scripts" -- "$@"
