namespace Sed.Exchange.Node.Commands;

/// <summary>A command cannot do its work for a reason of its arguments or surroundings; exit code 2. The message is for people, in their language.</summary>
internal sealed class CommandException(string message, Exception? inner = null) : Exception(message, inner);
