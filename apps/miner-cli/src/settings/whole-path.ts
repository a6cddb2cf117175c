import { join, resolve } from 'node:path'

/** A path as people write it, from the folder that it counts from; `~` is the home folder. */
export function wholePath(
  text: string,
  { home, folder }: { readonly home: string; readonly folder: string },
): string {
  return text === '~' || text.startsWith('~/') ? join(home, text.slice(1)) : resolve(folder, text)
}
