/** How long to wait before asking again for a stream that was refused; a broken one the browser opens anew itself. */
const AGAIN_AFTER = 5000
const EVENTS = ['case', 'published', 'opened']

/**
 * Listens to what happens at the desk, for as long as the page is looked at: a browser has few connections to one
 * host, and hidden pages would hold them.
 *
 * @param hear { connected, lost, heard(event, told) }
 * @returns what ends it
 */
export function listen({ connected, lost, heard }) {
  let source
  let waiting

  function close() {
    clearTimeout(waiting)
    source?.close()
  }

  function open() {
    close()
    source = new EventSource('/api/events')
    source.onopen = connected
    source.onerror = () => {
      lost()
      if (source.readyState === EventSource.CLOSED) waiting = setTimeout(open, AGAIN_AFTER)
    }
    for (const event of EVENTS) source.addEventListener(event, ({ data }) => heard(event, JSON.parse(data)))
  }

  const follow = () => (document.hidden ? close() : open())
  document.addEventListener('visibilitychange', follow)
  follow()
  return () => {
    document.removeEventListener('visibilitychange', follow)
    close()
  }
}
