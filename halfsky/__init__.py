"""HalfSky (半边天): registers, figures and summaries for trade-union women-workers' committees."""

__version__ = "0.1.0"
