"""What is to be reached, with the figure that was."""


class Bars:
    """Bars in the order in which they were met, or not."""

    def __init__(self):
        self.lines = []

    def at_least(self, what, wanted, slow, fast, also=True):
        """The time of a peer is so many times ours."""
        if not slow or not fast:
            return self.add(what, f"≥ {wanted:g}×", "not measured", None)
        self.add(what, f"≥ {wanted:g}×", f"{slow / fast:.1f}×", slow / fast >= wanted and also)

    def at_most(self, what, wanted, found, unit):
        """A figure of ours is not above a limit."""
        if found is None:
            return self.add(what, f"≤ {wanted:g}{unit}", "not measured", None)
        self.add(what, f"≤ {wanted:g}{unit}", f"{found:.2f}{unit}", found <= wanted)

    def add(self, what, wanted, found, met):
        self.lines.append((what, wanted, found, {True: "met", False: "not met", None: "–"}[met]))

    def show(self):
        print(f"\n{'bar':<84} {'wanted':>9} {'found':>13}")
        for what, wanted, found, verdict in self.lines:
            print(f"{what:<84} {wanted:>9} {found:>13}  {verdict}")
