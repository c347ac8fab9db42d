using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sed.Exchange.Tests.Node;

/// <summary>A terminal at which somebody types the lines given, and no more.</summary>
internal sealed class Typing : IAnsiConsole, IAnsiConsoleInput, IDisposable
{
    private readonly StringWriter _shown = new();
    private readonly IAnsiConsole _console;
    private readonly Queue<ConsoleKeyInfo> _keys;

    public Typing(params string[] lines)
    {
        _console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(_shown) });
        _console.Profile.Width = 1000;
        _keys = new(lines.SelectMany(line => line.Select(letter => new ConsoleKeyInfo(letter, default, shift: false, alt: false, control: false))
            .Append(new ConsoleKeyInfo('\r', ConsoleKey.Enter, shift: false, alt: false, control: false))));
    }

    /// <summary>Everything that was shown.</summary>
    public string Shown => _shown.ToString();

    public Profile Profile => _console.Profile;

    public IAnsiConsoleCursor Cursor => _console.Cursor;

    public IAnsiConsoleInput Input => this;

    public IExclusivityMode ExclusivityMode => _console.ExclusivityMode;

    public RenderPipeline Pipeline => _console.Pipeline;

    public void Clear(bool home) => _console.Clear(home);

    public void Write(IRenderable renderable) => _console.Write(renderable);

    public void WriteAnsi(Action<AnsiWriter> action) => _console.WriteAnsi(action);

    public bool IsKeyAvailable() => _keys.Count > 0;

    public ConsoleKeyInfo? ReadKey(bool intercept) => _keys.Count > 0 ? _keys.Dequeue() : throw new InvalidOperationException("Nothing more is typed after:\n" + Shown);

    public Task<ConsoleKeyInfo?> ReadKeyAsync(bool intercept, CancellationToken cancellationToken) => Task.FromResult(ReadKey(intercept));

    public void Dispose() => _shown.Dispose();
}
