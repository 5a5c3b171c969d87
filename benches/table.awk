# One table of what the benches print: question, size, time per item, what is asserted.
# A name is "question; size; items; asserts"; a name of another form is a question of one item.

function time(ns) {
    if (ns < 1e3) return sprintf("%.1f ns", ns)
    if (ns < 1e6) return sprintf("%.2f us", ns / 1e3)
    if (ns < 1e9) return sprintf("%.2f ms", ns / 1e6)
    return sprintf("%.2f s", ns / 1e9)
}

function line(question, size, each, asserts) {
    printf "%-34s  %-32s  %12s  %s\n", question, size, each, asserts
}

BEGIN { line("question", "size", "per item", "asserts") }

/^test .* bench: / {
    at = index($0, " ... bench: ")
    name = substr($0, 6, at - 6)
    split(substr($0, at + 12), numbers, " ")
    gsub(/,/, "", numbers[1])
    fields = split(name, field, "; ")
    if (fields == 4) line(field[1], field[2], time(numbers[1] / field[3]), field[4])
    else line(name, "", time(numbers[1]), "")
    rows++
    fflush()
}

END { if (!rows) { print "no bench was run" > "/dev/stderr"; exit 1 } }
