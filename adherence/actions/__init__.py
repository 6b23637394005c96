"""What the system does: one verb per file, one public function of the same name."""
