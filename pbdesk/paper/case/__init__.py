"""The sheets of a jury's case: receipt, order of the hearing, slips, report, response form."""
