@echo off
rem build demo ^| test ^| pack
setlocal
set DOTNET_TieredPGO=0
dotnet run --project "%~dp0build\scripts" -- %*
