"""The sessions screen 案例分析: playlists of cases, and the sessions that were held."""
