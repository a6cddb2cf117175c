/** A moment as it can stand in a file's name: `20261122T153239Z`. */
export function fileStamp(unixMs: number): string {
  return `${new Date(unixMs).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`
}
