/** The addresses of the staff sign-in that next-auth answers; of everything else it offers, nothing is open. */
import type { NextRequest } from 'next/server'
import { leaveForStaffSignIn, returnFromStaffSignIn } from '../../../../lib/platform/web/staff-auth.ts'

type Props = { params: Promise<{ nextauth: string[] }> }

const nothingHere = () => new Response(null, { status: 404 })

/** The way out: `POST /api/auth/signin/staff` with an optional field `next`. */
export async function POST(request: NextRequest, route: Props): Promise<Response> {
  const { nextauth } = await route.params
  if (nextauth.join('/') !== 'signin/staff') return nothingHere()
  const form = await request.formData().catch(() => new FormData())
  return leaveForStaffSignIn(form.get('next'), route)
}

/** The way back: `GET /api/auth/callback/staff`. Its errors pass through `error` and `signin` to the sign-in page. */
export async function GET(request: NextRequest, route: Props): Promise<Response> {
  const { nextauth } = await route.params
  const path = nextauth.join('/')
  if (path !== 'callback/staff' && path !== 'error' && path !== 'signin') return nothingHere()
  return returnFromStaffSignIn(request, route)
}
