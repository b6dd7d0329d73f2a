import { html } from '../../dossier/html.ts'
import type { Refusal } from '../refusal.ts'
import { frame } from './frame.ts'

const titles: Record<number, string> = {
  403: 'Not for you',
  404: 'There is no such page',
  429: 'Too fast',
}

/** What a request was refused for, to somebody who looks at it in a browser. */
export const saidPage = ({ status, message, next }: Refusal): string =>
  frame(
    titles[status] ?? 'That did not work',
    html`<p>${message}</p><p class="quiet">Next: ${next}</p><p><a href="/">To the overview</a></p>`,
  )
