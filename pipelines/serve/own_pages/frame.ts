import { type Html, html } from '../../dossier/html.ts'

/** A page that the server draws itself, without a script. */
export const frame = (title: string, content: Html): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Recoup</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/sign-in/style.css">
</head>
<body><main>
<h1>${title}</h1>
${content}
</main></body>
</html>
`.text
