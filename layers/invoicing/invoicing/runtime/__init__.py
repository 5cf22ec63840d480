"""What the Lambdas share: settings from the environment, wiring, the API's edge, queues, logs."""
