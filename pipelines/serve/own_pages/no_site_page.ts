import { html } from '../../dossier/html.ts'
import { frame } from './frame.ts'

export const noSitePage = (): string =>
  frame(
    'No pages yet',
    html`<p>They are built from the published figures by <code>recoup run --site</code>, or by <code>recoup site</code> where figures were published already.</p>
<p class="quiet">Once that is done, load this page again: this server need not be started anew.</p>`,
  )
