import type { Sender } from '../../sources/senders/sender.ts'
import type { Part } from './part.ts'
import { unknownDocuments } from './unknown_documents.ts'

/** What the files of a folder hold. */
export type Content = {
  readonly parts: readonly Part[]
  /** How their documents are told apart, where they hold documents. */
  readonly unfolding: Sender['unfolding']
}

/** The tables of what was read, good or bad. */
export const checkedOf = ({ parts, unfolding }: Content): string[] => [
  ...parts.map(({ stage }) => stage.checked),
  ...(unfolding ? [unknownDocuments] : []),
]
