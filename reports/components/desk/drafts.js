// What a reviewer has written and the desk has not acknowledged, kept in the browser's tab over reloads and sign-ins.
import { nameOf } from './case_state.js'

/** @param storage the tab's own; a browser that refuses to keep anything only loses this comfort */
export function draftsOf(storage, person) {
  const keyOf = (found) => `recoup_draft/${person.name}/${nameOf(found)}`
  const attempt = (act) => {
    try {
      return act()
    } catch {
      return undefined
    }
  }
  return {
    read: (found) => attempt(() => JSON.parse(storage.getItem(keyOf(found)) ?? 'null')) ?? undefined,
    keep: (found, draft) => attempt(() => storage.setItem(keyOf(found), JSON.stringify(draft))),
    drop: (found) => attempt(() => storage.removeItem(keyOf(found))),
  }
}

/** Whether there is anything in it that would be missed. */
export const isBegun = (draft) => Boolean(draft && (draft.finding || draft.action || draft.note))
