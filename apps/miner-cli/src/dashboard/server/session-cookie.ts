import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

/**
 * The session's id, out of reach of scripts and of requests that other sites begin. Cookies are shared by all ports of a
 * host, hence the port in the name: two miners on a machine each have their own.
 */
export function createSessionCookie(port: () => number) {
  const name = () => `ig_dashboard_${port()}`
  const options = (c: Context) => ({
    path: '/',
    httpOnly: true,
    sameSite: 'Strict' as const,
    // Behind a proxy that speaks TLS the browser says so in the form's origin.
    secure: c.req.header('origin')?.startsWith('https:') === true,
  })
  return {
    read: (c: Context) => getCookie(c, name()),
    write: (c: Context, session: string) => setCookie(c, name(), session, options(c)),
    remove: (c: Context) => deleteCookie(c, name(), options(c)),
  }
}
