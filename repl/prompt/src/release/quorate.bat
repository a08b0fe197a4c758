@echo off
rem Starts Quorate on Windows, from the download. Needs Java 17 or newer: JAVA_HOME, or a java on the PATH.
rem QUORATE_JAVA_OPTS adds flags of the JVM, separated by spaces; they win over those below.

rem Without delayed expansion an exclamation mark in a path or an argument stays what it is.
setlocal EnableExtensions DisableDelayedExpansion
for %%d in ("%~dp0..") do set "home=%%~fd"

set java=
set found=
if defined JAVA_HOME call :take "%JAVA_HOME:"=%\bin\java.exe"
if not defined java for %%j in (java.exe) do if not "%%~$PATH:j"=="" call :take "%%~$PATH:j"
if not defined java goto missing

rem The flags of bin/quorate, without an archive of classes of our own. What a script cannot find out here, whether this
rem is a terminal, the program asks itself.
set "flags=--enable-native-access=ALL-UNNAMED -Dorg.jline.terminal.provider=jni"
set "flags=%flags% -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xlog:disable"
"%java%" %flags% -Dquorate.terminal.ask=true %QUORATE_JAVA_OPTS% -cp "%home%\lib\*" quorate.prompt.Main %*
exit /b %errorlevel%

rem Takes the java.exe at the first argument if it is 17 or newer: sets java, or else found, which says what it is.
:take
set found="%~1" is not there
if not exist "%~1" exit /b
set version=
set feature=0
rem Carets keep the outer quotes from the parser: cmd takes them away, and the path keeps its own.
for /f "tokens=1-3" %%a in ('^""%~1" -version 2^>^&1^"') do if "%%b"=="version" if not defined version set "version=%%~c"
for /f "tokens=1,2 delims=.-+_" %%a in ("%version%") do (
  set "feature=%%a"
  if "%%a"=="1" set "feature=%%b"
)
if %feature% geq 17 set "java=%~1"
set found="%~1" is Java %version%
exit /b

:missing
if not defined found set found=there is no java on the PATH
echo quorate: needs Java 17 or newer (%found%): type winget install EclipseAdoptium.Temurin.21.JRE, or set JAVA_HOME 1>&2
exit /b 1
