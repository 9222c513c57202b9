"""The local web application: pages rendered on the server, working without JavaScript."""
