"""What flows between the stages: frozen values, no I/O, nothing imported from the stages."""
