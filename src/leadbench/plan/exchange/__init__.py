"""Plans of other programs: reading Microsoft Project XML, and comparing its dates with ours."""
