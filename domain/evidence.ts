/** Endings of files that run when they are opened: nobody reports with them, and nobody should be handed one. */
const REFUSED = new Set(
  'exe com bat cmd scr pif msi msp cpl dll sys jar js jse vbs vbe wsf wsh hta ps1 psm1 sh reg lnk apk ipa app dmg html htm svg'.split(
    ' ',
  ),
);

/** Whether a file of this name may be kept as evidence. */
export function acceptsFile(name: string): boolean {
  const ending = /\.([^.]+)$/.exec(name.trim())?.[1]?.toLowerCase();
  return ending === undefined || !REFUSED.has(ending);
}
