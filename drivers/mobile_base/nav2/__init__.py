"""A base that a site's ROS 2 moves: Nav2 behind rosbridge."""
