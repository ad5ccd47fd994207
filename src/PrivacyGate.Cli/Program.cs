using PrivacyGate.Cli.Commands;

// The only Main.
return await CommandLine.Run(args);
