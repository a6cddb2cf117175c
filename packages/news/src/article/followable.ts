/** Their links lead to a page that a script leaves again. */
const UNFOLLOWABLE = /^news\.google\.[a-z.]{2,6}$/

/** True where an article's address leads to its page without a browser. */
export function isFollowable(url: string): boolean {
  return URL.canParse(url) && !UNFOLLOWABLE.test(new URL(url).hostname)
}
