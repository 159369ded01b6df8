"""Files of customers, parties and vessels: what their columns mean, and their cells as text to be asked."""
