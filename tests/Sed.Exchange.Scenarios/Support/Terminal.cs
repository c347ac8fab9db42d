namespace Sed.Exchange.Scenarios.Support;

/// <summary>A program at a real terminal, with a person typing: tmux holds the pseudo-terminal and shows what stands on its screen.</summary>
internal sealed class Terminal : IAsyncDisposable
{
    private readonly string _socket;

    private Terminal(string socket) => _socket = socket;

    /// <summary>Starts a program on a screen of 110 by 60.</summary>
    /// <param name="folder">Gets the socket of this terminal's own tmux.</param>
    /// <param name="environment">Variables, NAME=VALUE.</param>
    /// <param name="command">The program and its arguments.</param>
    public static async Task<Terminal> Start(TempFolder folder, IReadOnlyList<string> environment, params string[] command)
    {
        var terminal = new Terminal(folder.Of("tmux"));
        var configuration = folder.Write("tmux.conf", "set -g remain-on-exit on\n"u8.ToArray());
        (await ToolRun.Run("tmux", ["-u", "-S", terminal._socket, "-f", configuration, "new-session", "-d", "-x", "110", "-y", "60", "env", "LC_ALL=C.UTF-8", .. environment, .. command]))
            .MustSucceed();
        return terminal;
    }

    /// <summary>Types a line and presses Enter.</summary>
    public async Task Type(string line)
    {
        if (line.Length > 0) (await Tmux("send-keys", "-l", line)).MustSucceed();
        (await Tmux("send-keys", "Enter")).MustSucceed();
    }

    /// <summary>Waits until the screen shows a text, then types a line.</summary>
    public async Task Answer(string question, string line)
    {
        await Shows(question);
        await Type(line);
    }

    /// <summary>What stands on the screen, and above it.</summary>
    /// <param name="withColours">True: with the escape sequences of colours.</param>
    public async Task<string> Screen(bool withColours = false) =>
        (await Tmux(["capture-pane", "-p", "-J", "-S", "-", .. withColours ? (string[])["-e"] : []])).MustSucceed().Output;

    /// <summary>Waits until the last lines of the screen contain a text.</summary>
    public async Task Shows(string text)
    {
        var seen = string.Empty;
        try
        {
            await Until.True($"the terminal shows \"{text}\"", async () => (seen = await Screen()).Contains(text, StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}\n{seen}", late);
        }
    }

    public async ValueTask DisposeAsync() => await Tmux("kill-server");

    private Task<ToolRun> Tmux(params string[] arguments) => ToolRun.Run("tmux", ["-S", _socket, .. arguments]);
}
