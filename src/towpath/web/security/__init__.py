"""What keeps a page private: headers, hosts, origins, sessions, addresses and locks."""
