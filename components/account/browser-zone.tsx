'use client'
/** Tells the server the browser's time zone with a form, so that times can be shown in it. Without JavaScript: nothing. */
import { useEffect, useState } from 'react'

export function BrowserZone() {
  const [zone, setZone] = useState('')
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone), [])
  return <input type="hidden" name="zone" value={zone} />
}
