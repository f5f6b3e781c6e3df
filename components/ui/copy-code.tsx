'use client'
/** A command or a value to copy. The text is selectable always; the button comes when JavaScript runs. */
import { useRef, useState, useSyncExternalStore } from 'react'

const noChange = () => () => undefined

export type CopyCodeProps = { code: string /** Names what is copied, for screen readers. */; label: string }

export function CopyCode({ code, label }: CopyCodeProps) {
  const text = useRef<HTMLElement>(null)
  const [said, setSaid] = useState('')
  const running = useSyncExternalStore(
    noChange,
    () => true,
    () => false,
  )
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code)
      setSaid('Copied')
    } catch {
      // No clipboard (an insecure origin, a refusal): mark the text so that one key copies it.
      if (text.current) window.getSelection()?.selectAllChildren(text.current)
      setSaid('Selected. Press Ctrl+C or Cmd+C.')
    }
  }
  return (
    <div className="candor-code">
      <pre className="candor-code__text" tabIndex={0} role="region" aria-label={label}>
        <code ref={text}>{code}</code>
      </pre>
      {running && (
        <div className="candor-code__bar">
          <button type="button" className="ds-c-button ds-c-button--small candor-code__button" onClick={copy}>
            Copy<span className="ds-u-visibility--screen-reader"> {label}</span>
          </button>
          <span role="status" className="candor-code__said">
            {said}
          </span>
        </div>
      )}
    </div>
  )
}
