@echo off
rem build demo ^| test ^| pack
dotnet run --project "%~dp0build\scripts" -- %*
