// Made by `node local/docs.ts` from messages/: change those.
import type { Compiled } from "./rendition.ts";

export const compiled: Compiled = {
  layout: {
    before: `<!doctype html>
<html lang="{{ locale }}" dir="ltr" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<title>{{ subject }}</title>
<!--[if !mso]><!-->
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<!--<![endif]-->
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
.mj-column-per-100 { width:100% !important; max-width: 100%; }
}
</style>
<style media="screen and (min-width:480px)">
.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }
</style>
<style type="text/css">
:root { color-scheme: light dark; supported-color-schemes: light dark; }
a { text-underline-offset: 3px; }
@media (max-width: 479px) {
.title div { font-size: 27px !important; }
}
@media (prefers-color-scheme: dark) {
.ground, .ground > div { background-color: {{ dark.background }} !important; }
.card, .card > table { background: {{ dark.surface }} !important; background-color: {{ dark.surface }} !important; }
.head, .head > table { background: {{ dark.head }} !important; background-color: {{ dark.head }} !important; }
.top > table > tbody > tr > td { border-color: {{ dark.accent }} !important; }
.foot, .foot > table { background: {{ dark.background }} !important; background-color: {{ dark.background }} !important; }
.wordmark div, .wordmark a, .title div { color: {{ dark.onHead }} !important; }
.lede div { color: {{ dark.softOnHead }} !important; }
.ink div, .ink table, .ink td { color: {{ dark.text }} !important; }
.ink .soft { color: {{ dark.muted }} !important; }
.ink .row { border-color: {{ dark.line }} !important; }
.ink a { color: {{ dark.link }} !important; }
.quiet div, .quiet a { color: {{ dark.muted }} !important; }
.rule p { border-color: {{ dark.line }} !important; }
.button td { background: {{ dark.accent }} !important; }
.button a { background: {{ dark.accent }} !important; color: {{ dark.onAccent }} !important; }
}
</style>
<meta name="color-scheme" content="light dark" />
<meta name="supported-color-schemes" content="light dark" />
</head>
<body  class="ground" style="word-spacing:normal;background-color:{{ look.background }};">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">{{ preview }}</div>
<div
aria-label="{{ subject }}" aria-roledescription="email" role="article" lang="{{ locale }}" dir="ltr" style="word-spacing:normal;background-color:{{ look.background }};"
>
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="head-outlook top-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.head }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="head top" style="background:{{ look.head }};background-color:{{ look.head }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.head }};background-color:{{ look.head }};width:100%;"
>
<tbody>
<tr>
<td
style="border-top:6px solid {{ look.head }};direction:ltr;font-size:0px;padding:20px 0 0;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="wordmark" style="font-size:0px;padding:0 28px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:18px;font-weight:700;line-height:1.3;text-align:left;color:{{ look.onHead }};"
><a href="{{ links.site }}" style="color:{{ look.onHead }};text-decoration:none">{{ brand.name }}</a></div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
`,
    after: `
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="foot-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.background }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="foot" style="background:{{ look.background }};background-color:{{ look.background }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.background }};background-color:{{ look.background }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:26px 0 40px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="quiet" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:15px;line-height:1.55;text-align:left;color:{{ look.muted }};"
>{{ why }}</div>
</td>
</tr>
<tr>
<td
align="left" class="quiet" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:15px;line-height:1.55;text-align:left;color:{{ look.muted }};"
><a href="{{ links.preferences }}" style="color:{{ look.muted }}">{{ words.preferences }}</a>{% if links.unsubscribe %}&nbsp; · &nbsp;<a href="{{ links.unsubscribe.url }}" style="color:{{ look.muted }}">{{ words.unsubscribe }}</a>{% endif %}</div>
</td>
</tr>
<tr>
<td
align="left" class="quiet" style="font-size:0px;padding:0 28px 18px;padding-bottom:0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:15px;line-height:1.55;text-align:left;color:{{ look.muted }};"
>{{ postalAddress }}</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</div>
</body>
</html>`,
    text: `{{ body }}

-- 
{{ why }}

{{ words.preferences }}: {{ links.preferences }}
{% if links.unsubscribe %}{{ words.unsubscribe }}: {{ links.unsubscribe.url }}
{% endif %}
{{ postalAddress }}`,
  },
  messages: {
    "confirm-email": {
      en: {
        email: {
          subject: "Please confirm your address",
          preview: "One step, then we only write what you asked for.",
          why: "You get this one email because this address was entered at {{ brand.name }}. If that was not you, do nothing: nothing else will come.",
          html: `<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="head-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.head }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="head" style="background:{{ look.head }};background-color:{{ look.head }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.head }};background-color:{{ look.head }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:0 0 34px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="title" style="font-size:0px;padding:26px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:32px;font-weight:600;letter-spacing:-0.6px;line-height:1.14;text-align:left;color:{{ look.onHead }};"
><h1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">Is this your address?</h1></div>
</td>
</tr>
<tr>
<td
align="left" class="lede" style="font-size:0px;padding:14px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.softOnHead }};"
>Please confirm it, and {{ brand.name }} will write to you about {{ topics | topics }}. Nothing else.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.surface }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="card" style="background:{{ look.surface }};background-color:{{ look.surface }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.surface }};background-color:{{ look.surface }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:22px 0 8px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="button" style="font-size:0px;padding:6px 28px 26px;word-break:break-word;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"
>
<tbody>
<tr>
<td
align="center" bgcolor="{{ look.head }}" role="presentation" style="border:none;border-radius:6px;cursor:auto;mso-padding-alt:14px 24px;background:{{ look.head }};" valign="middle"
>
<a
href="{{ links.action }}" style="display:inline-block;background:{{ look.head }};color:{{ look.onHead }};font-family:{{ look.font }};font-size:17px;font-weight:600;line-height:1.3;margin:0;text-decoration:none;text-transform:none;padding:14px 24px;mso-padding-alt:0px;border-radius:6px;" target="_blank"
>
Confirm my address
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>The link works once, for {{ minutes | lasting }}. It opens a page with a button: only the button confirms.</div>
</td>
</tr>
<tr>
<td
align="left" class="quiet" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:15px;line-height:1.55;text-align:left;color:{{ look.muted }};"
>If you did not ask for this, do nothing. Without your confirmation nobody here will write to you again.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->`,
          text: `Is this your address?

Please confirm it, and {{ brand.name }} will write to you about {{ topics | topics }}. Nothing else.

Confirm my address: {{ links.action }}

The link works once, for {{ minutes | lasting }}. It opens a page with a button: only the button confirms.

If you did not ask for this, do nothing. Without your confirmation nobody here will write to you again.`,
        },
      },
      de: {
        email: {
          subject: "Bitte bestätigen Sie Ihre Adresse",
          preview: "Ein Schritt, dann schreiben wir nur, worum Sie gebeten haben.",
          why: "Sie erhalten diese eine E-Mail, weil diese Adresse bei {{ brand.name }} eingetragen wurde. Wenn Sie das nicht waren, tun Sie nichts: Es kommt nichts weiter.",
          html: `<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="head-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.head }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="head" style="background:{{ look.head }};background-color:{{ look.head }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.head }};background-color:{{ look.head }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:0 0 34px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="title" style="font-size:0px;padding:26px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:32px;font-weight:600;letter-spacing:-0.6px;line-height:1.14;text-align:left;color:{{ look.onHead }};"
><h1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">Ist das Ihre Adresse?</h1></div>
</td>
</tr>
<tr>
<td
align="left" class="lede" style="font-size:0px;padding:14px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.softOnHead }};"
>Bitte bestätigen Sie sie, dann schreibt Ihnen {{ brand.name }} über {{ topics | topics }}. Sonst nichts.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.surface }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="card" style="background:{{ look.surface }};background-color:{{ look.surface }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.surface }};background-color:{{ look.surface }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:22px 0 8px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="button" style="font-size:0px;padding:6px 28px 26px;word-break:break-word;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"
>
<tbody>
<tr>
<td
align="center" bgcolor="{{ look.head }}" role="presentation" style="border:none;border-radius:6px;cursor:auto;mso-padding-alt:14px 24px;background:{{ look.head }};" valign="middle"
>
<a
href="{{ links.action }}" style="display:inline-block;background:{{ look.head }};color:{{ look.onHead }};font-family:{{ look.font }};font-size:17px;font-weight:600;line-height:1.3;margin:0;text-decoration:none;text-transform:none;padding:14px 24px;mso-padding-alt:0px;border-radius:6px;" target="_blank"
>
Adresse bestätigen
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>Der Link gilt einmal, {{ minutes | lasting }} lang. Er öffnet eine Seite mit einem Knopf: Erst der Knopf bestätigt.</div>
</td>
</tr>
<tr>
<td
align="left" class="quiet" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:15px;line-height:1.55;text-align:left;color:{{ look.muted }};"
>Wenn Sie nicht darum gebeten haben, tun Sie nichts. Ohne Ihre Bestätigung schreibt Ihnen hier niemand mehr.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->`,
          text: `Ist das Ihre Adresse?

Bitte bestätigen Sie sie, dann schreibt Ihnen {{ brand.name }} über {{ topics | topics }}. Sonst nichts.

Adresse bestätigen: {{ links.action }}

Der Link gilt einmal, {{ minutes | lasting }} lang. Er öffnet eine Seite mit einem Knopf: Erst der Knopf bestätigt.

Wenn Sie nicht darum gebeten haben, tun Sie nichts. Ohne Ihre Bestätigung schreibt Ihnen hier niemand mehr.`,
        },
      },
    },
    "impact-update": {
      en: {
        email: {
          subject: "Your purchase gave to {{ gifts | causes }}",
          preview: "Who paid what, and where it goes.",
          why: "You get this because you asked {{ brand.name }} to tell you by email what your purchases give.",
          html: `<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="head-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.head }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="head" style="background:{{ look.head }};background-color:{{ look.head }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.head }};background-color:{{ look.head }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:0 0 34px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="title" style="font-size:0px;padding:26px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:32px;font-weight:600;letter-spacing:-0.6px;line-height:1.14;text-align:left;color:{{ look.onHead }};"
><h1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">Your purchase gave to {{ gifts | causes }}.</h1></div>
</td>
</tr>
<tr>
<td
align="left" class="lede" style="font-size:0px;padding:14px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.softOnHead }};"
>You bought something at {{ brand.name }} on {{ at | date }}. This is exactly what it gave.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.surface }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="card" style="background:{{ look.surface }};background-color:{{ look.surface }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.surface }};background-color:{{ look.surface }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:22px 0 8px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 26px;word-break:break-word;"
>
<table
cellpadding="0" cellspacing="0" role="presentation" width="100%" border="0" style="color:{{ look.text }};font-family:{{ look.font }};font-size:17px;line-height:1.45;table-layout:auto;width:100%;border:none;"
>
{% for gift in gifts %}<tr>
<td style="padding:13px 12px 13px 0;border-bottom:1px solid {{ look.line }};vertical-align:top" class="row"><strong style="font-weight:600">{{ gift.cause | said }}</strong><br><span class="soft" style="color:{{ look.muted }};font-size:15px">{{ gift.funding | payer }}</span></td>
<td style="padding:13px 0;border-bottom:1px solid {{ look.line }};vertical-align:top;text-align:right;font-size:19px;line-height:1.3;font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap" class="row">{{ gift.amount | money }}</td>
</tr>{% endfor %}
</table>
</td>
</tr>
{% if settlesOn %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>A return until {{ settlesOn | day }} takes it back, wholly or in part. After that it is final.</div>
</td>
</tr>
{% endif %}{% if soFar.size != 0 %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:8px 28px 8px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:19px;font-weight:600;line-height:1.3;text-align:left;color:{{ look.text }};"
><h2 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">So far, in {{ purchases | counted: "purchase", "purchases" }}</h2></div>
</td>
</tr>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 26px;word-break:break-word;"
>
<table
cellpadding="0" cellspacing="0" role="presentation" width="100%" border="0" style="color:{{ look.text }};font-family:{{ look.font }};font-size:17px;line-height:1.45;table-layout:auto;width:100%;border:none;"
>
{% for figure in soFar %}<tr>
<td style="padding:13px 12px 13px 0;border-bottom:1px solid {{ look.line }};vertical-align:top" class="row">{{ figure.funding | payer | sentence }}</td>
<td style="padding:13px 0;border-bottom:1px solid {{ look.line }};vertical-align:top;text-align:right;font-size:19px;line-height:1.3;font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap" class="row">{{ figure.amount | money }}</td>
</tr>{% endfor %}
</table>
</td>
</tr>
{% endif %}
<tr>
<td
align="left" class="button" style="font-size:0px;padding:6px 28px 26px;word-break:break-word;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"
>
<tbody>
<tr>
<td
align="center" bgcolor="{{ look.head }}" role="presentation" style="border:none;border-radius:6px;cursor:auto;mso-padding-alt:14px 24px;background:{{ look.head }};" valign="middle"
>
<a
href="{{ links.impact }}" style="display:inline-block;background:{{ look.head }};color:{{ look.onHead }};font-family:{{ look.font }};font-size:17px;font-weight:600;line-height:1.3;margin:0;text-decoration:none;text-transform:none;padding:14px 24px;mso-padding-alt:0px;border-radius:6px;" target="_blank"
>
See all that your purchases gave
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->`,
          text: `Your purchase gave to {{ gifts | causes }}.

You bought something at {{ brand.name }} on {{ at | date }}. This is exactly what it gave.

{% for gift in gifts %}- {{ gift.cause | said }}: {{ gift.amount | money }} ({{ gift.funding | payer }})
{% endfor %}
{% if settlesOn %}A return until {{ settlesOn | day }} takes it back, wholly or in part. After that it is final.

{% endif %}{% if soFar.size != 0 %}So far, in {{ purchases | counted: "purchase", "purchases" }}

{% for figure in soFar %}- {{ figure.funding | payer | sentence }}: {{ figure.amount | money }}
{% endfor %}
{% endif %}See all that your purchases gave: {{ links.impact }}`,
        },
        sms: "your purchase gave {% for gift in gifts limit: 2 %}{% unless forloop.first %}, {% endunless %}{{ gift.amount | money }} to {{ gift.cause | said }} ({{ gift.funding | payer }}){% endfor %}{% if gifts.size > 2 %} and more{% endif %}. {{ links.impact }}",
      },
      de: {
        email: {
          subject: "Ihr Einkauf hat gegeben: {{ gifts | causes }}",
          preview: "Wer was bezahlt hat und wohin es geht.",
          why: "Sie erhalten diese E-Mail, weil Sie {{ brand.name }} gebeten haben, Ihnen per E-Mail zu sagen, was Ihre Einkäufe geben.",
          html: `<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="head-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.head }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="head" style="background:{{ look.head }};background-color:{{ look.head }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.head }};background-color:{{ look.head }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:0 0 34px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="title" style="font-size:0px;padding:26px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:32px;font-weight:600;letter-spacing:-0.6px;line-height:1.14;text-align:left;color:{{ look.onHead }};"
><h1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">Ihr Einkauf hat gegeben: {{ gifts | causes }}.</h1></div>
</td>
</tr>
<tr>
<td
align="left" class="lede" style="font-size:0px;padding:14px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.softOnHead }};"
>Sie haben am {{ at | date }} bei {{ brand.name }} eingekauft. Genau das hat Ihr Einkauf gegeben.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.surface }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="card" style="background:{{ look.surface }};background-color:{{ look.surface }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.surface }};background-color:{{ look.surface }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:22px 0 8px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 26px;word-break:break-word;"
>
<table
cellpadding="0" cellspacing="0" role="presentation" width="100%" border="0" style="color:{{ look.text }};font-family:{{ look.font }};font-size:17px;line-height:1.45;table-layout:auto;width:100%;border:none;"
>
{% for gift in gifts %}<tr>
<td style="padding:13px 12px 13px 0;border-bottom:1px solid {{ look.line }};vertical-align:top" class="row"><strong style="font-weight:600">{{ gift.cause | said }}</strong><br><span class="soft" style="color:{{ look.muted }};font-size:15px">{{ gift.funding | payer }}</span></td>
<td style="padding:13px 0;border-bottom:1px solid {{ look.line }};vertical-align:top;text-align:right;font-size:19px;line-height:1.3;font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap" class="row">{{ gift.amount | money }}</td>
</tr>{% endfor %}
</table>
</td>
</tr>
{% if settlesOn %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>Eine Rückgabe bis zum {{ settlesOn | day }} nimmt es ganz oder teilweise zurück. Danach ist es endgültig.</div>
</td>
</tr>
{% endif %}{% if soFar.size != 0 %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:8px 28px 8px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:19px;font-weight:600;line-height:1.3;text-align:left;color:{{ look.text }};"
><h2 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">Bisher, mit {{ purchases | counted: "Einkauf", "Einkäufen" }}</h2></div>
</td>
</tr>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 26px;word-break:break-word;"
>
<table
cellpadding="0" cellspacing="0" role="presentation" width="100%" border="0" style="color:{{ look.text }};font-family:{{ look.font }};font-size:17px;line-height:1.45;table-layout:auto;width:100%;border:none;"
>
{% for figure in soFar %}<tr>
<td style="padding:13px 12px 13px 0;border-bottom:1px solid {{ look.line }};vertical-align:top" class="row">{{ figure.funding | payer | sentence }}</td>
<td style="padding:13px 0;border-bottom:1px solid {{ look.line }};vertical-align:top;text-align:right;font-size:19px;line-height:1.3;font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap" class="row">{{ figure.amount | money }}</td>
</tr>{% endfor %}
</table>
</td>
</tr>
{% endif %}
<tr>
<td
align="left" class="button" style="font-size:0px;padding:6px 28px 26px;word-break:break-word;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"
>
<tbody>
<tr>
<td
align="center" bgcolor="{{ look.head }}" role="presentation" style="border:none;border-radius:6px;cursor:auto;mso-padding-alt:14px 24px;background:{{ look.head }};" valign="middle"
>
<a
href="{{ links.impact }}" style="display:inline-block;background:{{ look.head }};color:{{ look.onHead }};font-family:{{ look.font }};font-size:17px;font-weight:600;line-height:1.3;margin:0;text-decoration:none;text-transform:none;padding:14px 24px;mso-padding-alt:0px;border-radius:6px;" target="_blank"
>
Alles sehen, was Ihre Einkäufe gaben
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->`,
          text: `Ihr Einkauf hat gegeben: {{ gifts | causes }}.

Sie haben am {{ at | date }} bei {{ brand.name }} eingekauft. Genau das hat Ihr Einkauf gegeben.

{% for gift in gifts %}- {{ gift.cause | said }}: {{ gift.amount | money }} ({{ gift.funding | payer }})
{% endfor %}
{% if settlesOn %}Eine Rückgabe bis zum {{ settlesOn | day }} nimmt es ganz oder teilweise zurück. Danach ist es endgültig.

{% endif %}{% if soFar.size != 0 %}Bisher, mit {{ purchases | counted: "Einkauf", "Einkäufen" }}

{% for figure in soFar %}- {{ figure.funding | payer | sentence }}: {{ figure.amount | money }}
{% endfor %}
{% endif %}Alles sehen, was Ihre Einkäufe gaben: {{ links.impact }}`,
        },
        sms: "Ihr Einkauf gab {% for gift in gifts limit: 2 %}{% unless forloop.first %}, {% endunless %}{{ gift.amount | money }} für {{ gift.cause | said }} ({{ gift.funding | payer }}){% endfor %}{% if gifts.size > 2 %} und mehr{% endif %}. {{ links.impact }}",
      },
    },
    "sign-in-link": {
      en: {
        email: {
          subject: "Your link to {{ brand.name }}",
          preview: "It works once.",
          why: "You get this because somebody asked for a link to your page at {{ brand.name }}. If that was not you, do nothing: nobody gets in without this email.",
          html: `<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="head-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.head }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="head" style="background:{{ look.head }};background-color:{{ look.head }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.head }};background-color:{{ look.head }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:0 0 34px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="title" style="font-size:0px;padding:26px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:32px;font-weight:600;letter-spacing:-0.6px;line-height:1.14;text-align:left;color:{{ look.onHead }};"
><h1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">Your link is here.</h1></div>
</td>
</tr>
<tr>
<td
align="left" class="lede" style="font-size:0px;padding:14px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.softOnHead }};"
>It opens your own page: what your purchases gave, and what you want to hear.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.surface }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="card" style="background:{{ look.surface }};background-color:{{ look.surface }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.surface }};background-color:{{ look.surface }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:22px 0 8px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="button" style="font-size:0px;padding:6px 28px 26px;word-break:break-word;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"
>
<tbody>
<tr>
<td
align="center" bgcolor="{{ look.head }}" role="presentation" style="border:none;border-radius:6px;cursor:auto;mso-padding-alt:14px 24px;background:{{ look.head }};" valign="middle"
>
<a
href="{{ links.action }}" style="display:inline-block;background:{{ look.head }};color:{{ look.onHead }};font-family:{{ look.font }};font-size:17px;font-weight:600;line-height:1.3;margin:0;text-decoration:none;text-transform:none;padding:14px 24px;mso-padding-alt:0px;border-radius:6px;" target="_blank"
>
Open my page
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>The link works once, for {{ minutes | lasting }}. It opens a page with a button: only the button lets you in.</div>
</td>
</tr>
<tr>
<td
align="left" class="quiet" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:15px;line-height:1.55;text-align:left;color:{{ look.muted }};"
>If you did not ask for this, do nothing. Do not pass the link on: whoever has it can open your page.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->`,
          text: `Your link is here.

It opens your own page: what your purchases gave, and what you want to hear.

Open my page: {{ links.action }}

The link works once, for {{ minutes | lasting }}. It opens a page with a button: only the button lets you in.

If you did not ask for this, do nothing. Do not pass the link on: whoever has it can open your page.`,
        },
      },
      de: {
        email: {
          subject: "Ihr Link zu {{ brand.name }}",
          preview: "Er gilt einmal.",
          why: "Sie erhalten diese E-Mail, weil jemand einen Link zu Ihrer Seite bei {{ brand.name }} angefordert hat. Wenn Sie das nicht waren, tun Sie nichts: Ohne diese E-Mail kommt niemand hinein.",
          html: `<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="head-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.head }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="head" style="background:{{ look.head }};background-color:{{ look.head }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.head }};background-color:{{ look.head }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:0 0 34px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="title" style="font-size:0px;padding:26px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:32px;font-weight:600;letter-spacing:-0.6px;line-height:1.14;text-align:left;color:{{ look.onHead }};"
><h1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">Hier ist Ihr Link.</h1></div>
</td>
</tr>
<tr>
<td
align="left" class="lede" style="font-size:0px;padding:14px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.softOnHead }};"
>Er öffnet Ihre eigene Seite: was Ihre Einkäufe gegeben haben und was Sie hören möchten.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.surface }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="card" style="background:{{ look.surface }};background-color:{{ look.surface }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.surface }};background-color:{{ look.surface }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:22px 0 8px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="button" style="font-size:0px;padding:6px 28px 26px;word-break:break-word;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"
>
<tbody>
<tr>
<td
align="center" bgcolor="{{ look.head }}" role="presentation" style="border:none;border-radius:6px;cursor:auto;mso-padding-alt:14px 24px;background:{{ look.head }};" valign="middle"
>
<a
href="{{ links.action }}" style="display:inline-block;background:{{ look.head }};color:{{ look.onHead }};font-family:{{ look.font }};font-size:17px;font-weight:600;line-height:1.3;margin:0;text-decoration:none;text-transform:none;padding:14px 24px;mso-padding-alt:0px;border-radius:6px;" target="_blank"
>
Meine Seite öffnen
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>Der Link gilt einmal, {{ minutes | lasting }} lang. Er öffnet eine Seite mit einem Knopf: Erst der Knopf lässt Sie hinein.</div>
</td>
</tr>
<tr>
<td
align="left" class="quiet" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:15px;line-height:1.55;text-align:left;color:{{ look.muted }};"
>Wenn Sie nicht darum gebeten haben, tun Sie nichts. Geben Sie den Link nicht weiter: Wer ihn hat, kann Ihre Seite öffnen.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->`,
          text: `Hier ist Ihr Link.

Er öffnet Ihre eigene Seite: was Ihre Einkäufe gegeben haben und was Sie hören möchten.

Meine Seite öffnen: {{ links.action }}

Der Link gilt einmal, {{ minutes | lasting }} lang. Er öffnet eine Seite mit einem Knopf: Erst der Knopf lässt Sie hinein.

Wenn Sie nicht darum gebeten haben, tun Sie nichts. Geben Sie den Link nicht weiter: Wer ihn hat, kann Ihre Seite öffnen.`,
        },
      },
    },
    welcome: {
      en: {
        email: {
          subject: "From now on you will see what your purchases give",
          preview: "You choose the causes, and what you hear.",
          why: "You get this because you confirmed that {{ brand.name }} may write to you.",
          html: `<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="head-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.head }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="head" style="background:{{ look.head }};background-color:{{ look.head }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.head }};background-color:{{ look.head }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:0 0 34px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="title" style="font-size:0px;padding:26px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:32px;font-weight:600;letter-spacing:-0.6px;line-height:1.14;text-align:left;color:{{ look.onHead }};"
><h1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">Good that you are here.</h1></div>
</td>
</tr>
<tr>
<td
align="left" class="lede" style="font-size:0px;padding:14px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.softOnHead }};"
>From now on you will see what your purchases at {{ brand.name }} give, and you decide to whom.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.surface }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="card" style="background:{{ look.surface }};background-color:{{ look.surface }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.surface }};background-color:{{ look.surface }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:22px 0 8px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
{% if causes.size != 0 %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:8px 28px 8px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:19px;font-weight:600;line-height:1.3;text-align:left;color:{{ look.text }};"
><h2 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">You chose</h2></div>
</td>
</tr>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 26px;word-break:break-word;"
>
<table
cellpadding="0" cellspacing="0" role="presentation" width="100%" border="0" style="color:{{ look.text }};font-family:{{ look.font }};font-size:17px;line-height:1.45;table-layout:auto;width:100%;border:none;"
>
{% for cause in causes %}<tr>
<td style="padding:13px 0;border-bottom:1px solid {{ look.line }}" class="row"><strong style="font-weight:600">{{ cause.name | said }}</strong><br><span class="soft" style="color:{{ look.muted }};font-size:15px">{{ cause.charity.name }}{% if cause.charity.sample %} ({{ words.sample }}){% endif %}</span></td>
</tr>{% endfor %}
</table>
</td>
</tr>
{% else %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>You have not chosen a cause yet. Until you do, what your purchases give goes where the terms of {{ brand.name }} say.</div>
</td>
</tr>
{% endif %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:8px 28px 8px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:19px;font-weight:600;line-height:1.3;text-align:left;color:{{ look.text }};"
><h2 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">How it works</h2></div>
</td>
</tr>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>{{ brand.name }} pays a share of purchases to charities, out of its own money, as its terms say. We tell apart who paid what, and a return takes back what it gave.</div>
</td>
</tr>
<tr>
<td
align="left" class="button" style="font-size:0px;padding:6px 28px 26px;word-break:break-word;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"
>
<tbody>
<tr>
<td
align="center" bgcolor="{{ look.head }}" role="presentation" style="border:none;border-radius:6px;cursor:auto;mso-padding-alt:14px 24px;background:{{ look.head }};" valign="middle"
>
<a
href="{{ links.preferences }}" style="display:inline-block;background:{{ look.head }};color:{{ look.onHead }};font-family:{{ look.font }};font-size:17px;font-weight:600;line-height:1.3;margin:0;text-decoration:none;text-transform:none;padding:14px 24px;mso-padding-alt:0px;border-radius:6px;" target="_blank"
>
Choose causes and what you hear
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
<tr>
<td
align="left" class="quiet" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:15px;line-height:1.55;text-align:left;color:{{ look.muted }};"
>You can change all of it at any time: causes, topics, how often, and whether at all.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->`,
          text: `Good that you are here.

From now on you will see what your purchases at {{ brand.name }} give, and you decide to whom.

{% if causes.size != 0 %}You chose

{% for cause in causes %}- {{ cause.name | said }}: {{ cause.charity.name }}{% if cause.charity.sample %} ({{ words.sample }}){% endif %}
{% endfor %}{% else %}You have not chosen a cause yet. Until you do, what your purchases give goes where the terms of {{ brand.name }} say.
{% endif %}
How it works

{{ brand.name }} pays a share of purchases to charities, out of its own money, as its terms say. We tell apart who paid what, and a return takes back what it gave.

Choose causes and what you hear: {{ links.preferences }}

You can change all of it at any time: causes, topics, how often, and whether at all.`,
        },
        sms: "good that you are here. Choose your causes and what you hear: {{ links.preferences }}",
      },
      de: {
        email: {
          subject: "Ab jetzt sehen Sie, was Ihre Einkäufe geben",
          preview: "Sie wählen die Anliegen und was Sie hören.",
          why: "Sie erhalten diese E-Mail, weil Sie bestätigt haben, dass {{ brand.name }} Ihnen schreiben darf.",
          html: `<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="head-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.head }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="head" style="background:{{ look.head }};background-color:{{ look.head }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.head }};background-color:{{ look.head }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:0 0 34px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="title" style="font-size:0px;padding:26px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:32px;font-weight:600;letter-spacing:-0.6px;line-height:1.14;text-align:left;color:{{ look.onHead }};"
><h1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">Schön, dass Sie dabei sind.</h1></div>
</td>
</tr>
<tr>
<td
align="left" class="lede" style="font-size:0px;padding:14px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.softOnHead }};"
>Ab jetzt sehen Sie, was Ihre Einkäufe bei {{ brand.name }} geben, und Sie bestimmen, an wen.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.surface }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="card" style="background:{{ look.surface }};background-color:{{ look.surface }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.surface }};background-color:{{ look.surface }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:22px 0 8px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
{% if causes.size != 0 %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:8px 28px 8px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:19px;font-weight:600;line-height:1.3;text-align:left;color:{{ look.text }};"
><h2 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">Das haben Sie gewählt</h2></div>
</td>
</tr>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 26px;word-break:break-word;"
>
<table
cellpadding="0" cellspacing="0" role="presentation" width="100%" border="0" style="color:{{ look.text }};font-family:{{ look.font }};font-size:17px;line-height:1.45;table-layout:auto;width:100%;border:none;"
>
{% for cause in causes %}<tr>
<td style="padding:13px 0;border-bottom:1px solid {{ look.line }}" class="row"><strong style="font-weight:600">{{ cause.name | said }}</strong><br><span class="soft" style="color:{{ look.muted }};font-size:15px">{{ cause.charity.name }}{% if cause.charity.sample %} ({{ words.sample }}){% endif %}</span></td>
</tr>{% endfor %}
</table>
</td>
</tr>
{% else %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>Sie haben noch kein Anliegen gewählt. Bis dahin geht, was Ihre Einkäufe geben, dorthin, wo die Bedingungen von {{ brand.name }} es vorsehen.</div>
</td>
</tr>
{% endif %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:8px 28px 8px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:19px;font-weight:600;line-height:1.3;text-align:left;color:{{ look.text }};"
><h2 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">So geht es</h2></div>
</td>
</tr>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>{{ brand.name }} zahlt von Einkäufen einen Anteil an gemeinnützige Organisationen, aus eigenem Geld und nach den eigenen Bedingungen. Wir halten auseinander, wer was bezahlt hat, und eine Rückgabe nimmt zurück, was sie gegeben hat.</div>
</td>
</tr>
<tr>
<td
align="left" class="button" style="font-size:0px;padding:6px 28px 26px;word-break:break-word;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"
>
<tbody>
<tr>
<td
align="center" bgcolor="{{ look.head }}" role="presentation" style="border:none;border-radius:6px;cursor:auto;mso-padding-alt:14px 24px;background:{{ look.head }};" valign="middle"
>
<a
href="{{ links.preferences }}" style="display:inline-block;background:{{ look.head }};color:{{ look.onHead }};font-family:{{ look.font }};font-size:17px;font-weight:600;line-height:1.3;margin:0;text-decoration:none;text-transform:none;padding:14px 24px;mso-padding-alt:0px;border-radius:6px;" target="_blank"
>
Anliegen und Themen wählen
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
<tr>
<td
align="left" class="quiet" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:15px;line-height:1.55;text-align:left;color:{{ look.muted }};"
>Sie können alles jederzeit ändern: Anliegen, Themen, wie oft, und ob überhaupt.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->`,
          text: `Schön, dass Sie dabei sind.

Ab jetzt sehen Sie, was Ihre Einkäufe bei {{ brand.name }} geben, und Sie bestimmen, an wen.

{% if causes.size != 0 %}Das haben Sie gewählt

{% for cause in causes %}- {{ cause.name | said }}: {{ cause.charity.name }}{% if cause.charity.sample %} ({{ words.sample }}){% endif %}
{% endfor %}{% else %}Sie haben noch kein Anliegen gewählt. Bis dahin geht, was Ihre Einkäufe geben, dorthin, wo die Bedingungen von {{ brand.name }} es vorsehen.
{% endif %}
So geht es

{{ brand.name }} zahlt von Einkäufen einen Anteil an gemeinnützige Organisationen, aus eigenem Geld und nach den eigenen Bedingungen. Wir halten auseinander, wer was bezahlt hat, und eine Rückgabe nimmt zurück, was sie gegeben hat.

Anliegen und Themen wählen: {{ links.preferences }}

Sie können alles jederzeit ändern: Anliegen, Themen, wie oft, und ob überhaupt.`,
        },
        sms: "schön, dass Sie dabei sind. Anliegen und Themen wählen: {{ links.preferences }}",
      },
    },
    "milestone-reached": {
      en: {
        email: {
          subject: "Reached: {{ label | said }}",
          preview: "{{ cause | said }} has come a step further.",
          why: "You get this because you asked {{ brand.name }} to tell you by email when a cause reaches a milestone.",
          html: `<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="head-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.head }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="head" style="background:{{ look.head }};background-color:{{ look.head }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.head }};background-color:{{ look.head }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:0 0 34px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="title" style="font-size:0px;padding:26px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:32px;font-weight:600;letter-spacing:-0.6px;line-height:1.14;text-align:left;color:{{ look.onHead }};"
><h1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">{{ label | said }}.</h1></div>
</td>
</tr>
<tr>
<td
align="left" class="lede" style="font-size:0px;padding:14px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.softOnHead }};"
>On {{ reachedAt | date }} the gifts to {{ cause | said }} reached {{ amount | roundMoney }}. This is what they stand for.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.surface }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="card" style="background:{{ look.surface }};background-color:{{ look.surface }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.surface }};background-color:{{ look.surface }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:22px 0 8px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>It took many small gifts. Every purchase that gave to it has a part in it.</div>
</td>
</tr>
{% if customers %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>{{ customers | counted: "customer has", "customers have" }} given to it with purchases.</div>
</td>
</tr>
{% endif %}
<tr>
<td
align="left" class="quiet" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:15px;line-height:1.55;text-align:left;color:{{ look.muted }};"
>It is paid to {{ charity.name }}{% if charity.sample %} ({{ words.sample }}){% endif %}. A later return can still take some of it back.</div>
</td>
</tr>
<tr>
<td
align="left" class="button" style="font-size:0px;padding:6px 28px 26px;word-break:break-word;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"
>
<tbody>
<tr>
<td
align="center" bgcolor="{{ look.head }}" role="presentation" style="border:none;border-radius:6px;cursor:auto;mso-padding-alt:14px 24px;background:{{ look.head }};" valign="middle"
>
<a
href="{{ links.impact }}" style="display:inline-block;background:{{ look.head }};color:{{ look.onHead }};font-family:{{ look.font }};font-size:17px;font-weight:600;line-height:1.3;margin:0;text-decoration:none;text-transform:none;padding:14px 24px;mso-padding-alt:0px;border-radius:6px;" target="_blank"
>
See what you gave to it
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->`,
          text: `{{ label | said }}.

On {{ reachedAt | date }} the gifts to {{ cause | said }} reached {{ amount | roundMoney }}. This is what they stand for.

It took many small gifts. Every purchase that gave to it has a part in it.

{% if customers %}{{ customers | counted: "customer has", "customers have" }} given to it with purchases.

{% endif %}It is paid to {{ charity.name }}{% if charity.sample %} ({{ words.sample }}){% endif %}. A later return can still take some of it back.

See what you gave to it: {{ links.impact }}`,
        },
        sms: "{{ label | said }}: reached. The gifts to {{ cause | said }} have come to {{ amount | roundMoney }}. {{ links.impact }}",
      },
      de: {
        email: {
          subject: "Erreicht: {{ label | said }}",
          preview: "„{{ cause | said }}“ ist einen Schritt weiter.",
          why: "Sie erhalten diese E-Mail, weil Sie {{ brand.name }} gebeten haben, Ihnen per E-Mail zu sagen, wenn ein Anliegen eine Etappe erreicht.",
          html: `<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="head-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.head }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="head" style="background:{{ look.head }};background-color:{{ look.head }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.head }};background-color:{{ look.head }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:0 0 34px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="title" style="font-size:0px;padding:26px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:32px;font-weight:600;letter-spacing:-0.6px;line-height:1.14;text-align:left;color:{{ look.onHead }};"
><h1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">{{ label | said }}.</h1></div>
</td>
</tr>
<tr>
<td
align="left" class="lede" style="font-size:0px;padding:14px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.softOnHead }};"
>Am {{ reachedAt | date }} haben die Gaben für „{{ cause | said }}“ {{ amount | roundMoney }} erreicht. Dafür stehen sie.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.surface }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="card" style="background:{{ look.surface }};background-color:{{ look.surface }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.surface }};background-color:{{ look.surface }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:22px 0 8px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>Dazu waren viele kleine Gaben nötig. Jeder Einkauf, der dafür gegeben hat, hat seinen Anteil daran.</div>
</td>
</tr>
{% if customers %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>{{ customers | counted: "Kundin oder Kunde hat", "Kundinnen und Kunden haben" }} mit Einkäufen dazu beigetragen.</div>
</td>
</tr>
{% endif %}
<tr>
<td
align="left" class="quiet" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:15px;line-height:1.55;text-align:left;color:{{ look.muted }};"
>Es geht an {{ charity.name }}{% if charity.sample %} ({{ words.sample }}){% endif %}. Eine spätere Rückgabe kann noch etwas davon zurücknehmen.</div>
</td>
</tr>
<tr>
<td
align="left" class="button" style="font-size:0px;padding:6px 28px 26px;word-break:break-word;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"
>
<tbody>
<tr>
<td
align="center" bgcolor="{{ look.head }}" role="presentation" style="border:none;border-radius:6px;cursor:auto;mso-padding-alt:14px 24px;background:{{ look.head }};" valign="middle"
>
<a
href="{{ links.impact }}" style="display:inline-block;background:{{ look.head }};color:{{ look.onHead }};font-family:{{ look.font }};font-size:17px;font-weight:600;line-height:1.3;margin:0;text-decoration:none;text-transform:none;padding:14px 24px;mso-padding-alt:0px;border-radius:6px;" target="_blank"
>
Sehen, was Sie dazu gaben
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->`,
          text: `{{ label | said }}.

Am {{ reachedAt | date }} haben die Gaben für „{{ cause | said }}“ {{ amount | roundMoney }} erreicht. Dafür stehen sie.

Dazu waren viele kleine Gaben nötig. Jeder Einkauf, der dafür gegeben hat, hat seinen Anteil daran.

{% if customers %}{{ customers | counted: "Kundin oder Kunde hat", "Kundinnen und Kunden haben" }} mit Einkäufen dazu beigetragen.

{% endif %}Es geht an {{ charity.name }}{% if charity.sample %} ({{ words.sample }}){% endif %}. Eine spätere Rückgabe kann noch etwas davon zurücknehmen.

Sehen, was Sie dazu gaben: {{ links.impact }}`,
        },
        sms: "{{ label | said }}: erreicht. Die Gaben für {{ cause | said }} betragen jetzt {{ amount | roundMoney }}. {{ links.impact }}",
      },
    },
    "impact-digest": {
      en: {
        email: {
          subject: `What your {{ purchases | counted: "purchase", "purchases" }} gave`,
          preview: "From {{ from | day }} to {{ to | day }}.",
          why: "You get this because you asked {{ brand.name }} to tell you now and then, by email, what your purchases give.",
          html: `<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="head-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.head }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="head" style="background:{{ look.head }};background-color:{{ look.head }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.head }};background-color:{{ look.head }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:0 0 34px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="title" style="font-size:0px;padding:26px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:32px;font-weight:600;letter-spacing:-0.6px;line-height:1.14;text-align:left;color:{{ look.onHead }};"
><h1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">Your {{ purchases | counted: "purchase", "purchases" }} gave to {{ gifts | causes }}.</h1></div>
</td>
</tr>
<tr>
<td
align="left" class="lede" style="font-size:0px;padding:14px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.softOnHead }};"
>From {{ from | day }} to {{ to | day }} at {{ brand.name }}. Each line is one kind of money; we never add them up.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.surface }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="card" style="background:{{ look.surface }};background-color:{{ look.surface }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.surface }};background-color:{{ look.surface }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:22px 0 8px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 26px;word-break:break-word;"
>
<table
cellpadding="0" cellspacing="0" role="presentation" width="100%" border="0" style="color:{{ look.text }};font-family:{{ look.font }};font-size:17px;line-height:1.45;table-layout:auto;width:100%;border:none;"
>
{% for gift in gifts %}<tr>
<td style="padding:13px 12px 13px 0;border-bottom:1px solid {{ look.line }};vertical-align:top" class="row"><strong style="font-weight:600">{{ gift.cause | said }}</strong><br><span class="soft" style="color:{{ look.muted }};font-size:15px">{{ gift.funding | payer }}</span></td>
<td style="padding:13px 0;border-bottom:1px solid {{ look.line }};vertical-align:top;text-align:right;font-size:19px;line-height:1.3;font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap" class="row">{{ gift.amount | money }}</td>
</tr>{% endfor %}
</table>
</td>
</tr>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>What is still within its return period can be taken back by a return. Your page shows which of it is final.</div>
</td>
</tr>
<tr>
<td
align="left" class="button" style="font-size:0px;padding:6px 28px 26px;word-break:break-word;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"
>
<tbody>
<tr>
<td
align="center" bgcolor="{{ look.head }}" role="presentation" style="border:none;border-radius:6px;cursor:auto;mso-padding-alt:14px 24px;background:{{ look.head }};" valign="middle"
>
<a
href="{{ links.impact }}" style="display:inline-block;background:{{ look.head }};color:{{ look.onHead }};font-family:{{ look.font }};font-size:17px;font-weight:600;line-height:1.3;margin:0;text-decoration:none;text-transform:none;padding:14px 24px;mso-padding-alt:0px;border-radius:6px;" target="_blank"
>
See all that your purchases gave
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->`,
          text: `Your {{ purchases | counted: "purchase", "purchases" }} gave to {{ gifts | causes }}.

From {{ from | day }} to {{ to | day }} at {{ brand.name }}. Each line is one kind of money; we never add them up.

{% for gift in gifts %}- {{ gift.cause | said }}: {{ gift.amount | money }} ({{ gift.funding | payer }})
{% endfor %}
What is still within its return period can be taken back by a return. Your page shows which of it is final.

See all that your purchases gave: {{ links.impact }}`,
        },
        sms: `from {{ from | day }} to {{ to | day }} your {{ purchases | counted: "purchase", "purchases" }} gave to {{ gifts | causes }}. {{ links.impact }}`,
      },
      de: {
        email: {
          subject: "Das gaben Ihre Einkäufe",
          preview: "Vom {{ from | day }} bis zum {{ to | day }}.",
          why: "Sie erhalten diese E-Mail, weil Sie {{ brand.name }} gebeten haben, Ihnen ab und zu per E-Mail zu sagen, was Ihre Einkäufe geben.",
          html: `<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="head-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.head }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="head" style="background:{{ look.head }};background-color:{{ look.head }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.head }};background-color:{{ look.head }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:0 0 34px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="title" style="font-size:0px;padding:26px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:32px;font-weight:600;letter-spacing:-0.6px;line-height:1.14;text-align:left;color:{{ look.onHead }};"
><h1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">Das haben Ihre Einkäufe gegeben: {{ gifts | causes }}.</h1></div>
</td>
</tr>
<tr>
<td
align="left" class="lede" style="font-size:0px;padding:14px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.softOnHead }};"
>Vom {{ from | day }} bis zum {{ to | day }} bei {{ brand.name }}, mit {{ purchases | counted: "Einkauf", "Einkäufen" }}. Jede Zeile ist eine Art von Geld; wir rechnen sie nie zusammen.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.surface }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="card" style="background:{{ look.surface }};background-color:{{ look.surface }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.surface }};background-color:{{ look.surface }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:22px 0 8px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 26px;word-break:break-word;"
>
<table
cellpadding="0" cellspacing="0" role="presentation" width="100%" border="0" style="color:{{ look.text }};font-family:{{ look.font }};font-size:17px;line-height:1.45;table-layout:auto;width:100%;border:none;"
>
{% for gift in gifts %}<tr>
<td style="padding:13px 12px 13px 0;border-bottom:1px solid {{ look.line }};vertical-align:top" class="row"><strong style="font-weight:600">{{ gift.cause | said }}</strong><br><span class="soft" style="color:{{ look.muted }};font-size:15px">{{ gift.funding | payer }}</span></td>
<td style="padding:13px 0;border-bottom:1px solid {{ look.line }};vertical-align:top;text-align:right;font-size:19px;line-height:1.3;font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap" class="row">{{ gift.amount | money }}</td>
</tr>{% endfor %}
</table>
</td>
</tr>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>Was noch zurückgegeben werden kann, kann eine Rückgabe zurücknehmen. Ihre Seite zeigt, was davon endgültig ist.</div>
</td>
</tr>
<tr>
<td
align="left" class="button" style="font-size:0px;padding:6px 28px 26px;word-break:break-word;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"
>
<tbody>
<tr>
<td
align="center" bgcolor="{{ look.head }}" role="presentation" style="border:none;border-radius:6px;cursor:auto;mso-padding-alt:14px 24px;background:{{ look.head }};" valign="middle"
>
<a
href="{{ links.impact }}" style="display:inline-block;background:{{ look.head }};color:{{ look.onHead }};font-family:{{ look.font }};font-size:17px;font-weight:600;line-height:1.3;margin:0;text-decoration:none;text-transform:none;padding:14px 24px;mso-padding-alt:0px;border-radius:6px;" target="_blank"
>
Alles sehen, was Ihre Einkäufe gaben
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->`,
          text: `Das haben Ihre Einkäufe gegeben: {{ gifts | causes }}.

Vom {{ from | day }} bis zum {{ to | day }} bei {{ brand.name }}, mit {{ purchases | counted: "Einkauf", "Einkäufen" }}. Jede Zeile ist eine Art von Geld; wir rechnen sie nie zusammen.

{% for gift in gifts %}- {{ gift.cause | said }}: {{ gift.amount | money }} ({{ gift.funding | payer }})
{% endfor %}
Was noch zurückgegeben werden kann, kann eine Rückgabe zurücknehmen. Ihre Seite zeigt, was davon endgültig ist.

Alles sehen, was Ihre Einkäufe gaben: {{ links.impact }}`,
        },
        sms: `vom {{ from | day }} bis zum {{ to | day }} ging etwas von {{ purchases | counted: "Einkauf", "Einkäufen" }} an {{ gifts | causes }}. {{ links.impact }}`,
      },
    },
    "order-trouble": {
      en: {
        email: {
          subject: `{% if kind == "delayed" %}Your order {{ order }} is late{% else %}Part of your order {{ order }} is not available{% endif %}`,
          preview: "What happened, and what comes next.",
          why: "You get this because you asked {{ brand.name }} to tell you by email about your orders.",
          html: `<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="head-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.head }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="head" style="background:{{ look.head }};background-color:{{ look.head }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.head }};background-color:{{ look.head }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:0 0 34px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="title" style="font-size:0px;padding:26px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:32px;font-weight:600;letter-spacing:-0.6px;line-height:1.14;text-align:left;color:{{ look.onHead }};"
><h1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">{% if kind == "delayed" %}Your order is late.{% else %}Something is not available.{% endif %}</h1></div>
</td>
</tr>
<tr>
<td
align="left" class="lede" style="font-size:0px;padding:14px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.softOnHead }};"
>We are sorry. This is about your order {{ order }}.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.surface }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="card" style="background:{{ look.surface }};background-color:{{ look.surface }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.surface }};background-color:{{ look.surface }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:22px 0 8px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
{% if item %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>It concerns: {{ item }}.</div>
</td>
</tr>
{% endif %}{% if kind == "unavailable" %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>It cannot be delivered. You do not have to do anything: the shop will tell you what happens to your money.</div>
</td>
</tr>
{% elsif newDay %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>We now expect it on {{ newDay | day }}.</div>
</td>
</tr>
{% else %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>We do not know the new day yet.</div>
</td>
</tr>
{% endif %}
<tr>
<td
align="left" class="quiet" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:15px;line-height:1.55;text-align:left;color:{{ look.muted }};"
>If you return or cancel it, what it gave is taken back. Nothing else about your gifts changes.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->`,
          text: `{% if kind == "delayed" %}Your order is late.{% else %}Something is not available.{% endif %}

We are sorry. This is about your order {{ order }}.

{% if item %}It concerns: {{ item }}.

{% endif %}{% if kind == "unavailable" %}It cannot be delivered. You do not have to do anything: the shop will tell you what happens to your money.{% elsif newDay %}We now expect it on {{ newDay | day }}.{% else %}We do not know the new day yet.{% endif %}

If you return or cancel it, what it gave is taken back. Nothing else about your gifts changes.`,
        },
        sms: `{% if kind == "delayed" %}your order {{ order }} is late{% if newDay %}, now expected on {{ newDay | day }}{% endif %}.{% else %}part of your order {{ order }} is not available.{% endif %}{% if item %} It concerns: {{ item }}.{% endif %}`,
      },
      de: {
        email: {
          subject: `{% if kind == "delayed" %}Ihre Bestellung {{ order }} verspätet sich{% else %}Ein Teil Ihrer Bestellung {{ order }} ist nicht lieferbar{% endif %}`,
          preview: "Was passiert ist und wie es weitergeht.",
          why: "Sie erhalten diese E-Mail, weil Sie {{ brand.name }} gebeten haben, Sie per E-Mail über Ihre Bestellungen zu informieren.",
          html: `<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="head-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.head }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="head" style="background:{{ look.head }};background-color:{{ look.head }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.head }};background-color:{{ look.head }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:0 0 34px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="title" style="font-size:0px;padding:26px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:32px;font-weight:600;letter-spacing:-0.6px;line-height:1.14;text-align:left;color:{{ look.onHead }};"
><h1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">{% if kind == "delayed" %}Ihre Bestellung verspätet sich.{% else %}Etwas ist nicht lieferbar.{% endif %}</h1></div>
</td>
</tr>
<tr>
<td
align="left" class="lede" style="font-size:0px;padding:14px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.softOnHead }};"
>Das tut uns leid. Es geht um Ihre Bestellung {{ order }}.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.surface }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="card" style="background:{{ look.surface }};background-color:{{ look.surface }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.surface }};background-color:{{ look.surface }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:22px 0 8px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
{% if item %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>Betroffen ist: {{ item }}.</div>
</td>
</tr>
{% endif %}{% if kind == "unavailable" %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>Die Lieferung ist nicht möglich. Sie müssen nichts tun: Der Shop sagt Ihnen, was mit Ihrem Geld geschieht.</div>
</td>
</tr>
{% elsif newDay %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>Wir erwarten sie jetzt am {{ newDay | day }}.</div>
</td>
</tr>
{% else %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>Den neuen Tag kennen wir noch nicht.</div>
</td>
</tr>
{% endif %}
<tr>
<td
align="left" class="quiet" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:15px;line-height:1.55;text-align:left;color:{{ look.muted }};"
>Wenn Sie zurückgeben oder stornieren, wird zurückgenommen, was der Einkauf gegeben hat. Sonst ändert sich an Ihren Gaben nichts.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->`,
          text: `{% if kind == "delayed" %}Ihre Bestellung verspätet sich.{% else %}Etwas ist nicht lieferbar.{% endif %}

Das tut uns leid. Es geht um Ihre Bestellung {{ order }}.

{% if item %}Betroffen ist: {{ item }}.

{% endif %}{% if kind == "unavailable" %}Die Lieferung ist nicht möglich. Sie müssen nichts tun: Der Shop sagt Ihnen, was mit Ihrem Geld geschieht.{% elsif newDay %}Wir erwarten sie jetzt am {{ newDay | day }}.{% else %}Den neuen Tag kennen wir noch nicht.{% endif %}

Wenn Sie zurückgeben oder stornieren, wird zurückgenommen, was der Einkauf gegeben hat. Sonst ändert sich an Ihren Gaben nichts.`,
        },
        sms: `{% if kind == "delayed" %}Ihre Bestellung {{ order }} verspätet sich{% if newDay %}, neuer Termin: {{ newDay | day }}{% endif %}.{% else %}ein Teil Ihrer Bestellung {{ order }} ist nicht lieferbar.{% endif %}{% if item %} Betroffen: {{ item }}.{% endif %}`,
      },
    },
    "important-date": {
      en: {
        email: {
          subject: `{% if occasion.kind == "named" %}{{ occasion.name }}: {{ day | day }}{% else %}{{ occasion.years | counted: "year", "years" }} of giving{% endif %}`,
          preview: `{% if occasion.kind == "named" %}You asked us to remind you.{% else %}Since your first gift.{% endif %}`,
          why: "You get this because you told {{ brand.name }} about this date, or asked to hear of your anniversaries.",
          html: `<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="head-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.head }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="head" style="background:{{ look.head }};background-color:{{ look.head }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.head }};background-color:{{ look.head }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:0 0 34px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="title" style="font-size:0px;padding:26px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:32px;font-weight:600;letter-spacing:-0.6px;line-height:1.14;text-align:left;color:{{ look.onHead }};"
><h1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">{% if occasion.kind == "named" %}{{ occasion.name }}, {{ day | day }}.{% else %}{{ occasion.years | counted: "year", "years" }} since your first gift.{% endif %}</h1></div>
</td>
</tr>
<tr>
<td
align="left" class="lede" style="font-size:0px;padding:14px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.softOnHead }};"
>{% if occasion.kind == "named" %}You asked {{ brand.name }} to remind you. That is all we want to say.{% else %}It was on {{ day | day }}. Thank you.{% endif %}</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.surface }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="card" style="background:{{ look.surface }};background-color:{{ look.surface }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.surface }};background-color:{{ look.surface }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:22px 0 8px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
{% if soFar.size != 0 %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:8px 28px 8px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:19px;font-weight:600;line-height:1.3;text-align:left;color:{{ look.text }};"
><h2 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">What your purchases gave so far</h2></div>
</td>
</tr>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 26px;word-break:break-word;"
>
<table
cellpadding="0" cellspacing="0" role="presentation" width="100%" border="0" style="color:{{ look.text }};font-family:{{ look.font }};font-size:17px;line-height:1.45;table-layout:auto;width:100%;border:none;"
>
{% for figure in soFar %}<tr>
<td style="padding:13px 12px 13px 0;border-bottom:1px solid {{ look.line }};vertical-align:top" class="row">{{ figure.funding | payer | sentence }}</td>
<td style="padding:13px 0;border-bottom:1px solid {{ look.line }};vertical-align:top;text-align:right;font-size:19px;line-height:1.3;font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap" class="row">{{ figure.amount | money }}</td>
</tr>{% endfor %}
</table>
</td>
</tr>
{% else %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>Your purchases have not given anything yet.</div>
</td>
</tr>
{% endif %}
<tr>
<td
align="left" class="button" style="font-size:0px;padding:6px 28px 26px;word-break:break-word;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"
>
<tbody>
<tr>
<td
align="center" bgcolor="{{ look.head }}" role="presentation" style="border:none;border-radius:6px;cursor:auto;mso-padding-alt:14px 24px;background:{{ look.head }};" valign="middle"
>
<a
href="{{ links.impact }}" style="display:inline-block;background:{{ look.head }};color:{{ look.onHead }};font-family:{{ look.font }};font-size:17px;font-weight:600;line-height:1.3;margin:0;text-decoration:none;text-transform:none;padding:14px 24px;mso-padding-alt:0px;border-radius:6px;" target="_blank"
>
See your page
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->`,
          text: `{% if occasion.kind == "named" %}{{ occasion.name }}, {{ day | day }}.{% else %}{{ occasion.years | counted: "year", "years" }} since your first gift.{% endif %}

{% if occasion.kind == "named" %}You asked {{ brand.name }} to remind you. That is all we want to say.{% else %}It was on {{ day | day }}. Thank you.{% endif %}

{% if soFar.size != 0 %}What your purchases gave so far

{% for figure in soFar %}- {{ figure.funding | payer | sentence }}: {{ figure.amount | money }}
{% endfor %}{% else %}Your purchases have not given anything yet.
{% endif %}
See your page: {{ links.impact }}`,
        },
        sms: `{% if occasion.kind == "named" %}you asked us to remind you: {{ occasion.name }}, {{ day | day }}.{% else %}{{ occasion.years | counted: "year", "years" }} since your first gift. Thank you. {{ links.impact }}{% endif %}`,
      },
      de: {
        email: {
          subject: `{% if occasion.kind == "named" %}{{ occasion.name }}: {{ day | day }}{% else %}{{ occasion.years | counted: "Jahr", "Jahre" }} Gaben{% endif %}`,
          preview: `{% if occasion.kind == "named" %}Sie wollten erinnert werden.{% else %}Seit Ihrer ersten Gabe.{% endif %}`,
          why: "Sie erhalten diese E-Mail, weil Sie {{ brand.name }} dieses Datum genannt haben oder von Ihren Jahrestagen hören möchten.",
          html: `<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="head-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.head }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="head" style="background:{{ look.head }};background-color:{{ look.head }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.head }};background-color:{{ look.head }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:0 0 34px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="title" style="font-size:0px;padding:26px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:32px;font-weight:600;letter-spacing:-0.6px;line-height:1.14;text-align:left;color:{{ look.onHead }};"
><h1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">{% if occasion.kind == "named" %}{{ occasion.name }}, {{ day | day }}.{% else %}{{ occasion.years | counted: "Jahr", "Jahre" }} seit Ihrer ersten Gabe.{% endif %}</h1></div>
</td>
</tr>
<tr>
<td
align="left" class="lede" style="font-size:0px;padding:14px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.softOnHead }};"
>{% if occasion.kind == "named" %}Sie haben {{ brand.name }} gebeten, Sie zu erinnern. Mehr wollen wir gar nicht sagen.{% else %}Sie war am {{ day | day }}. Danke.{% endif %}</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.surface }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="card" style="background:{{ look.surface }};background-color:{{ look.surface }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.surface }};background-color:{{ look.surface }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:22px 0 8px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
{% if soFar.size != 0 %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:8px 28px 8px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:19px;font-weight:600;line-height:1.3;text-align:left;color:{{ look.text }};"
><h2 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">Was Ihre Einkäufe bisher gaben</h2></div>
</td>
</tr>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 26px;word-break:break-word;"
>
<table
cellpadding="0" cellspacing="0" role="presentation" width="100%" border="0" style="color:{{ look.text }};font-family:{{ look.font }};font-size:17px;line-height:1.45;table-layout:auto;width:100%;border:none;"
>
{% for figure in soFar %}<tr>
<td style="padding:13px 12px 13px 0;border-bottom:1px solid {{ look.line }};vertical-align:top" class="row">{{ figure.funding | payer | sentence }}</td>
<td style="padding:13px 0;border-bottom:1px solid {{ look.line }};vertical-align:top;text-align:right;font-size:19px;line-height:1.3;font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap" class="row">{{ figure.amount | money }}</td>
</tr>{% endfor %}
</table>
</td>
</tr>
{% else %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>Noch haben Ihre Einkäufe nichts gegeben.</div>
</td>
</tr>
{% endif %}
<tr>
<td
align="left" class="button" style="font-size:0px;padding:6px 28px 26px;word-break:break-word;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"
>
<tbody>
<tr>
<td
align="center" bgcolor="{{ look.head }}" role="presentation" style="border:none;border-radius:6px;cursor:auto;mso-padding-alt:14px 24px;background:{{ look.head }};" valign="middle"
>
<a
href="{{ links.impact }}" style="display:inline-block;background:{{ look.head }};color:{{ look.onHead }};font-family:{{ look.font }};font-size:17px;font-weight:600;line-height:1.3;margin:0;text-decoration:none;text-transform:none;padding:14px 24px;mso-padding-alt:0px;border-radius:6px;" target="_blank"
>
Ihre Seite ansehen
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->`,
          text: `{% if occasion.kind == "named" %}{{ occasion.name }}, {{ day | day }}.{% else %}{{ occasion.years | counted: "Jahr", "Jahre" }} seit Ihrer ersten Gabe.{% endif %}

{% if occasion.kind == "named" %}Sie haben {{ brand.name }} gebeten, Sie zu erinnern. Mehr wollen wir gar nicht sagen.{% else %}Sie war am {{ day | day }}. Danke.{% endif %}

{% if soFar.size != 0 %}Was Ihre Einkäufe bisher gaben

{% for figure in soFar %}- {{ figure.funding | payer | sentence }}: {{ figure.amount | money }}
{% endfor %}{% else %}Noch haben Ihre Einkäufe nichts gegeben.
{% endif %}
Ihre Seite ansehen: {{ links.impact }}`,
        },
        sms: `{% if occasion.kind == "named" %}Sie wollten erinnert werden: {{ occasion.name }}, {{ day | day }}.{% else %}{{ occasion.years | counted: "Jahr", "Jahre" }} seit Ihrer ersten Gabe. Danke. {{ links.impact }}{% endif %}`,
      },
    },
    "quiet-customer": {
      en: {
        email: {
          subject: "Shall we pause?",
          preview: "One question, asked once.",
          why: "You get this because you asked to hear from {{ brand.name }}. We ask this once.",
          html: `<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="head-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.head }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="head" style="background:{{ look.head }};background-color:{{ look.head }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.head }};background-color:{{ look.head }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:0 0 34px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="title" style="font-size:0px;padding:26px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:32px;font-weight:600;letter-spacing:-0.6px;line-height:1.14;text-align:left;color:{{ look.onHead }};"
><h1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">Shall we pause?</h1></div>
</td>
</tr>
<tr>
<td
align="left" class="lede" style="font-size:0px;padding:14px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.softOnHead }};"
>You have not bought anything at {{ brand.name }} since {{ since | day }}. That is fine.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.surface }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="card" style="background:{{ look.surface }};background-color:{{ look.surface }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.surface }};background-color:{{ look.surface }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:22px 0 8px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>If you would like some quiet, pause our messages for as long as you wish, or end them. What your purchases gave stays given.</div>
</td>
</tr>
<tr>
<td
align="left" class="button" style="font-size:0px;padding:6px 28px 26px;word-break:break-word;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"
>
<tbody>
<tr>
<td
align="center" bgcolor="{{ look.head }}" role="presentation" style="border:none;border-radius:6px;cursor:auto;mso-padding-alt:14px 24px;background:{{ look.head }};" valign="middle"
>
<a
href="{{ links.preferences }}" style="display:inline-block;background:{{ look.head }};color:{{ look.onHead }};font-family:{{ look.font }};font-size:17px;font-weight:600;line-height:1.3;margin:0;text-decoration:none;text-transform:none;padding:14px 24px;mso-padding-alt:0px;border-radius:6px;" target="_blank"
>
Pause or choose less
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
<tr>
<td
align="left" class="quiet" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:15px;line-height:1.55;text-align:left;color:{{ look.muted }};"
>If all is well as it is, do nothing. We will not ask again.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->`,
          text: `Shall we pause?

You have not bought anything at {{ brand.name }} since {{ since | day }}. That is fine.

If you would like some quiet, pause our messages for as long as you wish, or end them. What your purchases gave stays given.

Pause or choose less: {{ links.preferences }}

If all is well as it is, do nothing. We will not ask again.`,
        },
        sms: "you have not bought anything since {{ since | day }}, which is fine. Pause our messages? {{ links.preferences }} We ask once.",
      },
      de: {
        email: {
          subject: "Sollen wir pausieren?",
          preview: "Eine Frage, einmal gestellt.",
          why: "Sie erhalten diese E-Mail, weil Sie von {{ brand.name }} hören wollten. Wir fragen das einmal.",
          html: `<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="head-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.head }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="head" style="background:{{ look.head }};background-color:{{ look.head }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.head }};background-color:{{ look.head }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:0 0 34px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="title" style="font-size:0px;padding:26px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:32px;font-weight:600;letter-spacing:-0.6px;line-height:1.14;text-align:left;color:{{ look.onHead }};"
><h1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">Sollen wir pausieren?</h1></div>
</td>
</tr>
<tr>
<td
align="left" class="lede" style="font-size:0px;padding:14px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.softOnHead }};"
>Sie haben seit dem {{ since | day }} nicht mehr bei {{ brand.name }} eingekauft. Das ist völlig in Ordnung.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.surface }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="card" style="background:{{ look.surface }};background-color:{{ look.surface }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.surface }};background-color:{{ look.surface }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:22px 0 8px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>Wenn Sie etwas Ruhe möchten, pausieren Sie unsere Nachrichten, solange Sie wollen, oder beenden Sie sie. Was Ihre Einkäufe gegeben haben, bleibt gegeben.</div>
</td>
</tr>
<tr>
<td
align="left" class="button" style="font-size:0px;padding:6px 28px 26px;word-break:break-word;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"
>
<tbody>
<tr>
<td
align="center" bgcolor="{{ look.head }}" role="presentation" style="border:none;border-radius:6px;cursor:auto;mso-padding-alt:14px 24px;background:{{ look.head }};" valign="middle"
>
<a
href="{{ links.preferences }}" style="display:inline-block;background:{{ look.head }};color:{{ look.onHead }};font-family:{{ look.font }};font-size:17px;font-weight:600;line-height:1.3;margin:0;text-decoration:none;text-transform:none;padding:14px 24px;mso-padding-alt:0px;border-radius:6px;" target="_blank"
>
Pausieren oder weniger hören
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
<tr>
<td
align="left" class="quiet" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:15px;line-height:1.55;text-align:left;color:{{ look.muted }};"
>Wenn alles gut ist, wie es ist, tun Sie nichts. Wir fragen nicht noch einmal.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->`,
          text: `Sollen wir pausieren?

Sie haben seit dem {{ since | day }} nicht mehr bei {{ brand.name }} eingekauft. Das ist völlig in Ordnung.

Wenn Sie etwas Ruhe möchten, pausieren Sie unsere Nachrichten, solange Sie wollen, oder beenden Sie sie. Was Ihre Einkäufe gegeben haben, bleibt gegeben.

Pausieren oder weniger hören: {{ links.preferences }}

Wenn alles gut ist, wie es ist, tun Sie nichts. Wir fragen nicht noch einmal.`,
        },
        sms: "Sie haben seit dem {{ since | day }} nicht mehr eingekauft, völlig in Ordnung. Nachrichten pausieren? {{ links.preferences }} Wir fragen einmal.",
      },
    },
    "purpose-brief": {
      en: {
        email: {
          subject: "What our purchases did: {{ from | day }} to {{ to | day }}",
          preview: "For all who make, sell and deliver.",
          why: "You get this because you are on the list of people with whom {{ brand.name }} shares what its purchases do.",
          html: `<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="head-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.head }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="head" style="background:{{ look.head }};background-color:{{ look.head }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.head }};background-color:{{ look.head }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:0 0 34px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="title" style="font-size:0px;padding:26px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:32px;font-weight:600;letter-spacing:-0.6px;line-height:1.14;text-align:left;color:{{ look.onHead }};"
><h1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">This is what your work gave.</h1></div>
</td>
</tr>
<tr>
<td
align="left" class="lede" style="font-size:0px;padding:14px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.softOnHead }};"
>{{ purchases | counted: "purchase", "purchases" }} at {{ brand.name }} from {{ from | day }} to {{ to | day }}.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.surface }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="card" style="background:{{ look.surface }};background-color:{{ look.surface }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.surface }};background-color:{{ look.surface }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:22px 0 8px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
{% if gifts.size != 0 %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 26px;word-break:break-word;"
>
<table
cellpadding="0" cellspacing="0" role="presentation" width="100%" border="0" style="color:{{ look.text }};font-family:{{ look.font }};font-size:17px;line-height:1.45;table-layout:auto;width:100%;border:none;"
>
{% for gift in gifts %}<tr>
<td style="padding:13px 12px 13px 0;border-bottom:1px solid {{ look.line }};vertical-align:top" class="row"><strong style="font-weight:600">{{ gift.cause | said }}</strong><br><span class="soft" style="color:{{ look.muted }};font-size:15px">{{ gift.funding | payerOfAll }}</span></td>
<td style="padding:13px 0;border-bottom:1px solid {{ look.line }};vertical-align:top;text-align:right;font-size:19px;line-height:1.3;font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap" class="row">{{ gift.amount | money }}</td>
</tr>{% endfor %}
</table>
</td>
</tr>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>Gifts of different kinds and currencies stand side by side; they are never added.</div>
</td>
</tr>
{% else %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>Nothing was given in these days.</div>
</td>
</tr>
{% endif %}{% if causes.size != 0 %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:8px 28px 8px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:19px;font-weight:600;line-height:1.3;text-align:left;color:{{ look.text }};"
><h2 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">What mattered to customers</h2></div>
</td>
</tr>
{% for one in causes %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>{{ one.cause | said }}: {{ one.purchases | counted: "purchase", "purchases" }}</div>
</td>
</tr>
{% endfor %}{% endif %}{% if milestones.size != 0 %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:8px 28px 8px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:19px;font-weight:600;line-height:1.3;text-align:left;color:{{ look.text }};"
><h2 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">Milestones reached</h2></div>
</td>
</tr>
{% for milestone in milestones %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>{{ milestone.label | said }} ({{ milestone.cause | said }})</div>
</td>
</tr>
{% endfor %}{% endif %}
<tr>
<td
align="left" class="button" style="font-size:0px;padding:6px 28px 26px;word-break:break-word;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"
>
<tbody>
<tr>
<td
align="center" bgcolor="{{ look.head }}" role="presentation" style="border:none;border-radius:6px;cursor:auto;mso-padding-alt:14px 24px;background:{{ look.head }};" valign="middle"
>
<a
href="{{ links.site }}" style="display:inline-block;background:{{ look.head }};color:{{ look.onHead }};font-family:{{ look.font }};font-size:17px;font-weight:600;line-height:1.3;margin:0;text-decoration:none;text-transform:none;padding:14px 24px;mso-padding-alt:0px;border-radius:6px;" target="_blank"
>
See the whole
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->`,
          text: `This is what your work gave.

{{ purchases | counted: "purchase", "purchases" }} at {{ brand.name }} from {{ from | day }} to {{ to | day }}.

{% if gifts.size != 0 %}{% for gift in gifts %}- {{ gift.cause | said }}: {{ gift.amount | money }} ({{ gift.funding | payerOfAll }})
{% endfor %}
Gifts of different kinds and currencies stand side by side; they are never added.{% else %}Nothing was given in these days.{% endif %}

{% if causes.size != 0 %}What mattered to customers

{% for one in causes %}- {{ one.cause | said }}: {{ one.purchases | counted: "purchase", "purchases" }}
{% endfor %}
{% endif %}{% if milestones.size != 0 %}Milestones reached

{% for milestone in milestones %}- {{ milestone.label | said }} ({{ milestone.cause | said }})
{% endfor %}
{% endif %}See the whole: {{ links.site }}`,
        },
      },
      de: {
        email: {
          subject: "Was unsere Einkäufe bewirkt haben: {{ from | day }} bis {{ to | day }}",
          preview: "Für alle, die herstellen, verkaufen und liefern.",
          why: "Sie erhalten diese E-Mail, weil Sie auf der Liste derer stehen, mit denen {{ brand.name }} teilt, was die Einkäufe bewirken.",
          html: `<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="head-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.head }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="head" style="background:{{ look.head }};background-color:{{ look.head }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.head }};background-color:{{ look.head }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:0 0 34px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="title" style="font-size:0px;padding:26px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:32px;font-weight:600;letter-spacing:-0.6px;line-height:1.14;text-align:left;color:{{ look.onHead }};"
><h1 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">Das hat Ihre Arbeit gegeben.</h1></div>
</td>
</tr>
<tr>
<td
align="left" class="lede" style="font-size:0px;padding:14px 28px 0;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.softOnHead }};"
>{{ purchases | counted: "Einkauf", "Einkäufe" }} bei {{ brand.name }} vom {{ from | day }} bis zum {{ to | day }}.</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:600px;" width="600" bgcolor="{{ look.surface }}" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="card" style="background:{{ look.surface }};background-color:{{ look.surface }};margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:{{ look.surface }};background-color:{{ look.surface }};width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:22px 0 8px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
{% if gifts.size != 0 %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 26px;word-break:break-word;"
>
<table
cellpadding="0" cellspacing="0" role="presentation" width="100%" border="0" style="color:{{ look.text }};font-family:{{ look.font }};font-size:17px;line-height:1.45;table-layout:auto;width:100%;border:none;"
>
{% for gift in gifts %}<tr>
<td style="padding:13px 12px 13px 0;border-bottom:1px solid {{ look.line }};vertical-align:top" class="row"><strong style="font-weight:600">{{ gift.cause | said }}</strong><br><span class="soft" style="color:{{ look.muted }};font-size:15px">{{ gift.funding | payerOfAll }}</span></td>
<td style="padding:13px 0;border-bottom:1px solid {{ look.line }};vertical-align:top;text-align:right;font-size:19px;line-height:1.3;font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap" class="row">{{ gift.amount | money }}</td>
</tr>{% endfor %}
</table>
</td>
</tr>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>Gaben verschiedener Art und Währung stehen nebeneinander; sie werden nie zusammengerechnet.</div>
</td>
</tr>
{% else %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>In diesen Tagen wurde nichts gegeben.</div>
</td>
</tr>
{% endif %}{% if causes.size != 0 %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:8px 28px 8px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:19px;font-weight:600;line-height:1.3;text-align:left;color:{{ look.text }};"
><h2 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">Was Kundinnen und Kunden wichtig war</h2></div>
</td>
</tr>
{% for one in causes %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>{{ one.cause | said }}: {{ one.purchases | counted: "Einkauf", "Einkäufe" }}</div>
</td>
</tr>
{% endfor %}{% endif %}{% if milestones.size != 0 %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:8px 28px 8px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:19px;font-weight:600;line-height:1.3;text-align:left;color:{{ look.text }};"
><h2 style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">Erreichte Etappen</h2></div>
</td>
</tr>
{% for milestone in milestones %}
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 28px 18px;word-break:break-word;"
>
<div
style="font-family:{{ look.font }};font-size:17px;line-height:1.6;text-align:left;color:{{ look.text }};"
>{{ milestone.label | said }} ({{ milestone.cause | said }})</div>
</td>
</tr>
{% endfor %}{% endif %}
<tr>
<td
align="left" class="button" style="font-size:0px;padding:6px 28px 26px;word-break:break-word;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"
>
<tbody>
<tr>
<td
align="center" bgcolor="{{ look.head }}" role="presentation" style="border:none;border-radius:6px;cursor:auto;mso-padding-alt:14px 24px;background:{{ look.head }};" valign="middle"
>
<a
href="{{ links.site }}" style="display:inline-block;background:{{ look.head }};color:{{ look.onHead }};font-family:{{ look.font }};font-size:17px;font-weight:600;line-height:1.3;margin:0;text-decoration:none;text-transform:none;padding:14px 24px;mso-padding-alt:0px;border-radius:6px;" target="_blank"
>
Das Ganze ansehen
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->`,
          text: `Das hat Ihre Arbeit gegeben.

{{ purchases | counted: "Einkauf", "Einkäufe" }} bei {{ brand.name }} vom {{ from | day }} bis zum {{ to | day }}.

{% if gifts.size != 0 %}{% for gift in gifts %}- {{ gift.cause | said }}: {{ gift.amount | money }} ({{ gift.funding | payerOfAll }})
{% endfor %}
Gaben verschiedener Art und Währung stehen nebeneinander; sie werden nie zusammengerechnet.{% else %}In diesen Tagen wurde nichts gegeben.{% endif %}

{% if causes.size != 0 %}Was Kundinnen und Kunden wichtig war

{% for one in causes %}- {{ one.cause | said }}: {{ one.purchases | counted: "Einkauf", "Einkäufe" }}
{% endfor %}
{% endif %}{% if milestones.size != 0 %}Erreichte Etappen

{% for milestone in milestones %}- {{ milestone.label | said }} ({{ milestone.cause | said }})
{% endfor %}
{% endif %}Das Ganze ansehen: {{ links.site }}`,
        },
      },
    },
    "confirm-phone": {
      en: {
        sms: "answer YES and we will text you what you asked for. If that was not you, do nothing: nothing else will come. HELP for help, STOP to end. Message and data rates may apply.",
      },
      de: {
        sms: "antworten Sie mit YES, dann schreiben wir Ihnen, worum Sie gebeten haben. Waren Sie das nicht? Tun Sie nichts, es kommt nichts weiter. Hilfe: HELP. Ende: STOP.",
      },
    },
    "text-stopped": {
      en: {
        sms: "you will get no more texts from us. To get them again, answer START.",
      },
      de: {
        sms: "Sie erhalten keine SMS mehr von uns. Wieder anmelden: START.",
      },
    },
    "text-started": {
      en: {
        sms: "done. We will text you what you asked for. HELP for help, STOP to end.",
      },
      de: {
        sms: "erledigt. Wir schreiben Ihnen, worum Sie gebeten haben. Hilfe: HELP. Ende: STOP.",
      },
    },
    "text-help": {
      en: {
        sms: "we text you what your purchases give, if you asked for it. STOP to end. Choose what you hear: {{ links.preferences }}",
      },
      de: {
        sms: "wir schreiben Ihnen, was Ihre Einkäufe geben, wenn Sie darum gebeten haben. Ende: STOP. Themen wählen: {{ links.preferences }}",
      },
    },
  },
};
