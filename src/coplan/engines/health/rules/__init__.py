"""One file per rule, the code first in its name. `registry` finds them."""
