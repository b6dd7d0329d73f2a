import { readable } from 'svelte/store'

/** By how many milliseconds the server's clock is ahead of this browser's. */
let ahead = 0

/** @param date the header of an answer, in whole seconds */
export function heardFromServer(date) {
  const told = Date.parse(date ?? '')
  if (!Number.isNaN(told) && Math.abs(told - Date.now()) > 2000) ahead = told - Date.now()
}

/** The server's present moment, every second: until when something can be taken back is told by its clock. */
export const now = readable(Date.now(), (set) => {
  const tick = () => set(Date.now() + ahead)
  tick()
  const ticking = setInterval(tick, 1000)
  return () => clearInterval(ticking)
})
