; The set-up program of Windows, made with Inno Setup 6 after `make installer`:
;   iscc /DVersion=0.1.0 .ci\installer\windows.iss
; It installs for one person without administrator's rights, or for all with them.

#ifndef Version
  #error Name the version: iscc /DVersion=...
#endif

[Setup]
AppId={{6E0B4A7C-6D0E-4B1B-9C55-8B1B2A9E7C11}
AppName=QA Desktop 质检工作台
AppVersion={#Version}
DefaultDirName={autopf}\QA Desktop
DefaultGroupName=QA Desktop
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
SourceDir=..\..
OutputDir=dist
OutputBaseFilename=qa-desktop-{#Version}-setup
SetupIconFile=build\installer\icons\qa-desktop.ico
UninstallDisplayIcon={app}\QA Desktop.exe
LicenseFile=LICENSE
Compression=lzma2
SolidCompression=yes
; "signtool" is the name under which the tool is set up in Inno Setup (docs/installer.md).
#ifdef Sign
SignTool=signtool
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Files]
Source: "dist\qa-desktop\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[InstallDelete]
; Files of an older version must not stay among those of the new one.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\QA Desktop 质检工作台"; Filename: "{app}\QA Desktop.exe"
Name: "{autodesktop}\QA Desktop 质检工作台"; Filename: "{app}\QA Desktop.exe"; Tasks: desktopicon

[Registry]
; The file type .qab: a name, an icon, and the window that opens it.
Root: HKA; Subkey: "Software\Classes\.qab"; ValueType: string; ValueData: "QADesktop.Bundle"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.qab"; ValueType: string; ValueName: "Content Type"; ValueData: "application/vnd.qa-desktop.bundle"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\QADesktop.Bundle"; ValueType: string; ValueData: "QA Desktop bundle 质检工作台交换文件"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\QADesktop.Bundle\DefaultIcon"; ValueType: string; ValueData: "{app}\QA Desktop.exe,0"
Root: HKA; Subkey: "Software\Classes\QADesktop.Bundle\shell\open\command"; ValueType: string; ValueData: """{app}\QA Desktop.exe"" ""%1"""

[Run]
Filename: "{app}\QA Desktop.exe"; Description: "{cm:LaunchProgram,QA Desktop}"; Flags: nowait postinstall skipifsilent
