# Help text to roff. The first line says how to call it, the lines up to a blank, or up to a title, what it does; the
# rest stays as it is laid out.
function text(line) {
  gsub(/\\/, "\\e", line)
  gsub(/-/, "\\-", line)
  return (line ~ /^[.']/) ? "\\&" line : line
}
NR == 1 {
  usage = $0
  sub(/^Usage: */, "", usage)
  next
}
!rest && /^   / && description == "" { usage = usage "\n" $0; next }
!rest && /^$/ { rest = 1 }
!rest && /^([A-Z][a-z]+:$|  +[-A-Z])/ { rest = 1 }
!rest { description = description (description == "" ? "" : " ") $0; next }
{ body = body text($0) "\n" }
END {
  first = description
  if (match(first, /[.:;] /)) first = substr(first, 1, RSTART - 1)
  sub(/\.$/, "", first)
  printf ".TH %s 1 \"%s\" \"Assay %s\" \"Assay\"\n", toupper(name), date, version
  printf ".SH NAME\n%s \\- %s\n", text(name), text(first)
  printf ".SH SYNOPSIS\n.nf\n%s\n.fi\n", text(usage)
  printf ".SH DESCRIPTION\n%s\n", text(description)
  printf ".SH OPTIONS AND COMMANDS\n.nf\n%s.fi\n", body
}
