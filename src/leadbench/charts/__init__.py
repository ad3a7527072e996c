"""Results as pictures: colors, figures and the geometry of the interactive views."""
