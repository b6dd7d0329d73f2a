import { html } from '../../dossier/html.ts'
import { frame } from './frame.ts'

type SignInPage = {
  /** Where to go on to. */
  readonly to: string
  /** What the form gives back, so that no other site can send it. */
  readonly csrf: string
  /** Why the last try was refused. */
  readonly fault?: string
}

export const signInPage = ({ to, csrf, fault }: SignInPage): string =>
  frame(
    'Sign in',
    html`${fault ? html`<p class="fault" role="alert" id="fault">${fault}</p>` : ''}
<form method="post" action="/sign-in">
<input type="hidden" name="csrf" value="${csrf}">
<input type="hidden" name="to" value="${to}">
<label for="token">Your token</label>
<input id="token" name="token" type="password" required autofocus autocomplete="current-password" spellcheck="false"${fault ? html` aria-describedby="fault" aria-invalid="true"` : ''}>
<button>Sign in</button>
</form>
<p class="quiet">It begins with <code>recoup_</code>. Whoever runs Recoup here makes one with <code>recoup user add</code>, also where yours is lost.</p>`,
  )
