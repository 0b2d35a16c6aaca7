@echo off
rem The command line of this checkout. Builds zlpr.jar first if it is missing or older than its sources.
rem With ZLPR_TEXT=1 in the environment it is zlpr-text.jar, which has a text encoder.
setlocal DisableDelayedExpansion
set "ZLPR_HOME=%~dp0"
set "ZLPR_MODULE=zlpr-cli"
set "ZLPR_JAR=%~dp0zlpr-cli\target\zlpr.jar"
if "%ZLPR_TEXT%"=="1" set "ZLPR_MODULE=zlpr-text"
if "%ZLPR_TEXT%"=="1" set "ZLPR_JAR=%~dp0zlpr-text\target\zlpr-text.jar"
set "ZLPR_JAVA=java"
if defined JAVA_HOME set "ZLPR_JAVA=%JAVA_HOME%\bin\java"

powershell -NoProfile -Command "$jar = Get-Item -LiteralPath $env:ZLPR_JAR -ErrorAction SilentlyContinue; if (-not $jar) { exit 1 }; $sources = @(Join-Path $env:ZLPR_HOME 'pom.xml'); foreach ($module in Get-ChildItem -LiteralPath $env:ZLPR_HOME -Directory -Filter 'zlpr-*') { $sources += Join-Path $module.FullName 'pom.xml'; $sources += @(Get-ChildItem -LiteralPath (Join-Path $module.FullName 'src\main') -Recurse | ForEach-Object { $_.FullName }) }; foreach ($source in $sources) { if ((Get-Item -LiteralPath $source).LastWriteTime -gt $jar.LastWriteTime) { exit 1 } }; exit 0"
if not errorlevel 1 goto run

echo zlpr: building the jar of %ZLPR_MODULE%, once for these sources; this takes a minute or two>&2
pushd "%~dp0"
call mvnw.cmd -q -B -ntp -DskipTests -Dmaven.javadoc.skip -Dmaven.source.skip -Dspotless.check.skip -pl %ZLPR_MODULE% -am package 1>&2
if errorlevel 1 goto failed
popd

:run
set "ZLPR_FLAGS="
rem Ends before the optimising compiler would pay.
if "%~1"=="predict" set "ZLPR_FLAGS=-XX:TieredStopAtLevel=1"
"%ZLPR_JAVA%" %ZLPR_FLAGS% -jar "%ZLPR_JAR%" %*
exit /b %errorlevel%

:failed
popd
if exist "%ZLPR_JAR%" del "%ZLPR_JAR%"
echo zlpr: the build failed; its messages are above>&2
exit /b 2
