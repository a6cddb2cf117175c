import { type AssetAddresses, BareLayout } from './layout.tsx'

const SAID = {
  first: null,
  wrong: 'This is not the token.',
  wait: 'Too many wrong tokens: try again in a minute.',
} as const

/** Asks for the token; `next` is where to go afterwards. */
export const SignInPage = ({
  assets,
  next,
  attempt,
}: {
  assets: AssetAddresses
  next: string
  attempt: keyof typeof SAID
}) => (
  <BareLayout title="Sign in" assets={assets}>
    <form method="post" action="/login" class="sign-in">
      <h1>Sign in</h1>
      <p class="note">This dashboard is open to whoever has its token, the setting dashboard.token.</p>
      <input type="hidden" name="next" value={next} />
      <label for="token">Token</label>
      <input
        id="token"
        name="token"
        type="password"
        required
        autofocus
        autocomplete="current-password"
        {...(SAID[attempt] && { 'aria-describedby': 'said', 'aria-invalid': 'true' })}
      />
      {SAID[attempt] ? (
        <p id="said" class="said" role="alert">
          {SAID[attempt]}
        </p>
      ) : null}
      <button type="submit">Sign in</button>
    </form>
  </BareLayout>
)
